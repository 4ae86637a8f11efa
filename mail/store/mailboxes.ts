import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { moveMessages } from './copy-messages.ts';
import { changeAccounts } from './counters-sql.ts';
import { storeLimits } from './limits.ts';
import { canonicalMailboxName, isBelow, parentNames } from './mailbox-name.ts';
import {
  insertMailboxes,
  lockMailboxes,
  type MailboxRow,
  mailboxesIn,
  mailboxNamedIn,
  markMailboxDeleted,
  setMailboxName,
} from './mailbox-sql.ts';
import { uidsOf } from './message-sql.ts';
import type { SpecialUse } from './tables.ts';
import { takeOutAll } from './take-out-messages.ts';

/** What every account has from the start (RFC 6154 special uses). */
const defaultMailboxes: readonly { name: string; specialUse: SpecialUse | null }[] = [
  { name: 'INBOX', specialUse: null },
  { name: 'Sent', specialUse: 'sent' },
  { name: 'Drafts', specialUse: 'drafts' },
  { name: 'Trash', specialUse: 'trash' },
  { name: 'Junk', specialUse: 'junk' },
  { name: 'Archive', specialUse: 'archive' },
];

export async function createDefaultMailboxes(tx: Tx, accountIds: readonly AccountId[]): Promise<void> {
  await insertMailboxes(
    tx,
    accountIds.flatMap((accountId) => defaultMailboxes.map((mailbox) => ({ accountId, ...mailbox }))),
  );
}

/** Locks the account: names of one account change one command at a time. */
const lockNames = (tx: Tx, accountId: AccountId) => changeAccounts(tx, [{ accountId, octets: 0, messages: 0 }]);

const tooMany = refusal('limit', `An account may have at most ${storeLimits.mailboxesPerAccountMax} mailboxes`);

/** Makes a mailbox and the levels above it that are missing (RFC 9051 §6.3.4). */
export async function createMailbox(
  tx: Tx,
  accountId: AccountId,
  text: string,
  specialUse: SpecialUse | null,
): Promise<Result<MailboxRow>> {
  const name = canonicalMailboxName(text);
  if (!name.ok) return name;
  await lockNames(tx, accountId);
  const existing = await mailboxesIn(tx, accountId);
  if (existing.some((mailbox) => mailbox.name === name.value)) return refused(refusal('already-exists', 'Mailbox already exists'));
  if (specialUse !== null && existing.some((mailbox) => mailbox.special_use === specialUse))
    return refused(refusal('already-exists', 'Another mailbox already has this special use'));
  const missing = parentNames(name.value).filter((parent) => !existing.some((mailbox) => mailbox.name === parent));
  if (existing.length + missing.length + 1 > storeLimits.mailboxesPerAccountMax) return refused(tooMany);
  const made = await insertMailboxes(tx, [
    ...missing.map((parent) => ({ accountId, name: parent, specialUse: null })),
    { accountId, name: name.value, specialUse },
  ]);
  const mailbox = made.find((row) => row.name === name.value);
  return mailbox ? ok(mailbox) : refused(refusal('already-exists', 'Mailbox already exists'));
}

/** Deletes a mailbox; its messages are kept as expunged until retention ends. Mailboxes below it stay (RFC 9051 §6.3.5). */
export async function deleteMailbox(tx: Tx, accountId: AccountId, text: string): Promise<Result<MailboxRow>> {
  const name = canonicalMailboxName(text);
  if (!name.ok) return name;
  if (name.value === 'INBOX') return refused(refusal('forbidden', 'INBOX cannot be deleted'));
  await lockNames(tx, accountId);
  const mailbox = await mailboxNamedIn(tx, accountId, name.value);
  if (!mailbox) return refused(refusal('not-found', 'No such mailbox'));
  const [locked] = await lockMailboxes(tx, [mailbox.id]);
  if (!locked) return refused(refusal('not-found', 'No such mailbox'));
  await takeOutAll(tx, { accountId, mailboxId: mailbox.id }, 'mailbox-deleted');
  await markMailboxDeleted(tx, mailbox.id);
  return ok(mailbox);
}

/**
 * Renames a mailbox and all below it; UIDs and UIDVALIDITY stay. Renaming INBOX moves its messages into the new mailbox and leaves
 * INBOX empty (RFC 9051 §6.3.6).
 */
export async function renameMailbox(tx: Tx, accountId: AccountId, fromText: string, toText: string): Promise<Result<void>> {
  const from = canonicalMailboxName(fromText);
  if (!from.ok) return from;
  const to = canonicalMailboxName(toText);
  if (!to.ok) return to;
  await lockNames(tx, accountId);
  const existing = await mailboxesIn(tx, accountId);
  const source = existing.find((mailbox) => mailbox.name === from.value);
  if (!source) return refused(refusal('not-found', 'No such mailbox'));
  if (to.value === 'INBOX' || existing.some((mailbox) => mailbox.name === to.value))
    return refused(refusal('already-exists', 'A mailbox of the new name already exists'));
  if (from.value === 'INBOX') return renameInbox(tx, source, to.value);
  if (isBelow(to.value, from.value)) return refused(refusal('invalid', 'A mailbox cannot be moved below itself'));
  const moving = existing.filter((mailbox) => mailbox.name === from.value || isBelow(mailbox.name, from.value));
  const renamed = moving.map((mailbox) => ({ mailbox, name: to.value + mailbox.name.slice(from.value.length) }));
  for (const { name } of renamed) {
    if (existing.some((mailbox) => mailbox.name === name))
      return refused(refusal('already-exists', 'A mailbox of the new name already exists'));
    const checked = canonicalMailboxName(name);
    if (!checked.ok) return checked;
  }
  const missing = parentNames(to.value).filter((parent) => !existing.some((mailbox) => mailbox.name === parent));
  if (existing.length + missing.length > storeLimits.mailboxesPerAccountMax) return refused(tooMany);
  await insertMailboxes(
    tx,
    missing.map((parent) => ({ accountId, name: parent, specialUse: null })),
  );
  // All rows in ascending id before any is written: by name the order would be another, and the sweeper locks mailboxes too.
  await lockMailboxes(
    tx,
    moving.map((mailbox) => mailbox.id),
  );
  for (const { mailbox, name } of renamed) await setMailboxName(tx, mailbox.id, name);
  return ok();
}

async function renameInbox(tx: Tx, inbox: MailboxRow, to: string): Promise<Result<void>> {
  const made = await createMailbox(tx, inbox.account_id, to, null);
  if (!made.ok) return made;
  const source = { accountId: inbox.account_id, mailboxId: inbox.id };
  const moved = await moveMessages(
    tx,
    source,
    await uidsOf(tx, inbox.id),
    { accountId: inbox.account_id, mailboxId: made.value.id },
    inbox.account_id,
  );
  return moved.ok ? ok() : moved;
}
