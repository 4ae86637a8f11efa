import { shownLetters } from '#directory/access/acl-letters.ts';
import type { Rights } from '#directory/access/rights.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type FlagSet, flagBits, type ImapMailbox } from '#mail/imap/backend.ts';
import { demand } from './mailbox-roots.ts';

interface Limits {
  /** Under which the session knows the mailbox. */
  readonly name: string;
  /** As last read: rights end while a mailbox is open. */
  readonly rights: () => Rights;
  /** Keeps `rights` true while the mailbox is open. */
  readonly hold: Disposable;
  /** Whether messages may be put into the mailbox of that name, and whether it belongs to the same account. */
  readonly target: (name: string) => Promise<Result<{ isSameAccount: boolean }>>;
}

type FlagChange = Parameters<ImapMailbox['store']>[1];

/** An open mailbox that does what the session's rights allow (RFC 4314 §4). */
export function limitedMailbox(mailbox: ImapMailbox, limits: Limits): ImapMailbox {
  const { rights } = limits;

  return {
    ...mailbox,
    name: limits.name,
    rights: shownLetters(rights()),
    stillAllowed: () => rights().has('read'),
    close() {
      limits.hold[Symbol.dispose]();
      mailbox.close();
    },
    async store(uids, change, unchangedSince) {
      const permitted = permittedChange(change, rights());
      return permitted.ok ? mailbox.store(uids, permitted.value, unchangedSince) : permitted;
    },
    async expunge(uids) {
      const may = demand(rights(), 'mail.organise', 'mail.delete');
      return may.ok ? mailbox.expunge(uids) : may;
    },
    async replace(uid, target, message) {
      const may = demand(rights(), 'mail.organise', 'mail.delete');
      const into = may.ok ? await limits.target(target) : may;
      return into.ok ? mailbox.replace(uid, target, message) : into;
    },
    async copy(uids, target) {
      const may = demand(rights());
      const into = may.ok ? await limits.target(target) : may;
      return into.ok ? mailbox.copy(uids, target) : into;
    },
    async move(uids, target) {
      const may = demand(rights(), 'mail.organise');
      const into = may.ok ? await limits.target(target) : may;
      if (!into.ok) return into;
      // What leaves an account is gone from it, as by deleting.
      const gone = into.value.isSameAccount ? ok() : demand(rights(), 'mail.delete');
      return gone.ok ? mailbox.move(uids, target) : gone;
    },
  };
}

/**
 * The part of a STORE that may be done: \Seen by who reads, all other flags by who organises. RFC 4314 §4: refused only when nothing of it
 * may be done, since clients take a NO to STORE badly.
 */
function permittedChange(change: FlagChange, held: Rights): Result<FlagChange> {
  const may = demand(held);
  if (!may.ok) return may;
  if (held.has('organise')) return ok(change);
  const seen: FlagSet = { bits: flagBits['\\Seen'], keywords: [] };
  const namesSeen = (change.flags.bits & seen.bits) !== 0;
  const namesNone = change.flags.bits === 0 && change.flags.keywords.length === 0;
  if (!namesSeen && !(change.operation === 'set' && namesNone)) return refused(refusal('forbidden', 'Only \\Seen may be changed here'));
  // To replace all flags by \Seen, or by none, is to change \Seen where the others must stay.
  const replacing = namesSeen ? 'add' : 'remove';
  return ok({ operation: change.operation === 'set' ? replacing : change.operation, flags: seen });
}
