import type { Database } from '#io/database.ts';
import { type EmailAddress, formatEmailAddress } from '#kernel/email-address.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import { findSender } from './address-sql.ts';
import { effectiveRights } from './grants.ts';
import { decideByRights } from './roles/decide.ts';
import { candidateLocalParts } from './rules.ts';

/** own: an address of the session's own account. The others: of an account that granted it; on behalf, `Sender` names the person. */
export type SenderRight = 'own' | 'send-as' | 'send-on-behalf';

/**
 * Whether a session may use an address as envelope sender, From or Sender (REQ-DEL-2, REQ-DEL-4): any live name of one's own account,
 * or of an account that one may send for. An app password that opens another's mailbox sends for that mailbox only.
 */
export async function maySendAs(database: Database, session: Session, address: EmailAddress): Promise<Result<SenderRight>> {
  const accountId = await findSender(database, { localParts: candidateLocalParts(address), domain: address.domain });
  const opensAnother = session.account.id !== session.actor.accountId;
  if (accountId === undefined || (opensAnother && accountId !== session.account.id)) return mayNot(address);
  if (accountId === session.actor.accountId) return ok('own');
  const rights = await effectiveRights({ database }, { personId: session.actor.personId, targetAccountId: accountId });
  if (decideByRights(rights, 'mail.send-as').ok) return ok('send-as');
  return decideByRights(rights, 'mail.send-on-behalf').ok ? ok('send-on-behalf') : mayNot(address);
}

// Unknown and foreign addresses get the same answer: this is no way to learn who exists.
function mayNot(address: EmailAddress): Result<never> {
  const text = formatEmailAddress(address);
  const shown = /^[\x20-\x7e]+$/.test(text) ? text : 'that address'; // replies are ASCII
  return refused(refusal('forbidden', `You may not send as ${shown}`, text));
}
