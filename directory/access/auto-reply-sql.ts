import { type HotStatement, queryIn } from '#io/database.ts';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { candidateLocalParts } from './rules.ts';

/** What senders to an address are told in its owner's place. */
export interface AutoReply {
  readonly name: string;
  /** As the sender wrote it, without detail: what is answered from. */
  readonly address: string;
  readonly cause: 'left' | 'moved';
  readonly contact: string | null;
}

/** undefined: they are told nothing (any more). Of several the latest. */
export async function findAutoReply(tx: Tx, accountId: AccountId, address: EmailAddress): Promise<AutoReply | undefined> {
  const [whole, next = null] = candidateLocalParts(address);
  return (await queryIn<AutoReply>(tx, find, [accountId, whole, next, address.domain]))[0];
}

const find: HotStatement = {
  name: 'access-find-auto-reply',
  text: `
    SELECT person.display_name AS name, address.local_part || '@' || domain.name AS address, cause, contact
    FROM account JOIN person ON person.id = account.person_id
    JOIN auto_reply ON auto_reply.account_id = account.id AND auto_reply.valid_until >= today_in_vietnam()
    JOIN address ON address.account_id = account.id AND address.local_part IN ($2::text, $3::text)
    JOIN domain ON domain.id = address.domain_id AND domain.name = $4::text
    WHERE account.id = $1::bigint AND account.state <> 'closed'
      AND (auto_reply.address_id IS NULL OR auto_reply.address_id = address.id AND address.kind <> 'primary')
    ORDER BY address.local_part = $2::text DESC, auto_reply.id DESC LIMIT 1`,
};
