import { tiedLetters } from '#directory/access/acl-letters.ts';
import { aclOf, changeAcl } from '#directory/access/mailbox-acl.ts';
import { attemptInTransaction } from '#io/database.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { ImapAcl } from '#mail/imap/backend.ts';
import type { ImapBackendDeps } from './imap-backend-deps.ts';
import { demand } from './mailbox-roots.ts';
import type { Place, SessionMailboxes } from './session-mailboxes.ts';

/** The ACL commands over the directory's delegations: one truth, whichever way it is looked at (REQ-DEL-2). */
export function imapAcl(
  { database, acts }: Pick<ImapBackendDeps, 'database' | 'acts'>,
  session: Session,
  mailboxes: SessionMailboxes,
): ImapAcl {
  async function managed(name: string): Promise<Result<Place>> {
    const found = await mailboxes.place(name);
    if (!found.ok) return found;
    const may = demand(found.value.root.rightsOn(found.value.row.id), 'delegation.manage');
    return may.ok ? found : may;
  }
  const targetOf = ({ row }: Place) => ({ accountId: row.account_id, mailboxId: row.id });

  return {
    async myRights(name) {
      const found = await mailboxes.place(name);
      return found.ok ? ok(mailboxes.lettersOn(found.value)) : found;
    },
    async list(name) {
      const found = await managed(name);
      return found.ok ? ok(await aclOf({ database }, targetOf(found.value))) : found;
    },
    async listRights(name) {
      const found = await managed(name);
      return found.ok ? ok({ required: '', optional: tiedLetters }) : found;
    },
    async change(name, change) {
      const found = await managed(name);
      if (!found.ok) return found;
      const { actor } = session;
      const mailboxName = found.value.row.name;
      const origin = acts.originOf(session);
      return attemptInTransaction(database, (tx) =>
        changeAcl(tx, { ...change, actor, target: targetOf(found.value), mailboxName, origin }),
      );
    },
  };
}
