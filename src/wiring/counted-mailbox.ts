import type { CountedActName } from '#directory/audit/act-tally.ts';
import { IdSet } from '#directory/audit/id-set.ts';
import type { Uid } from '#kernel/ids.ts';
import { flagBits, type ImapMailbox } from '#mail/imap/backend.ts';

/**
 * Another's mailbox, with what is done in it counted for the audit (REQ-ACC-11). Read is what got \Seen; fetched is each message of which any
 * octets were read while the mailbox was open, be it for a list of headers, a search, or to be shown, and each that was copied away.
 */
export function countedMailbox(mailbox: ImapMailbox, count: (act: CountedActName, amount: number) => void): ImapMailbox {
  const fetched = new IdSet();
  const fetch = (uids: readonly Uid[]) => count('mailbox.fetch', uids.filter((uid) => fetched.add(uid)).length);
  count('mailbox.open', 1);
  const { readMany } = mailbox;
  return {
    ...mailbox,
    read(uid, start, end) {
      fetch([uid]);
      return mailbox.read(uid, start, end);
    },
    ...(readMany && {
      readMany(requests) {
        fetch(requests.map(({ uid }) => uid));
        return readMany(requests);
      },
    }),
    async store(uids, change, unchangedSince) {
      const done = await mailbox.store(uids, change, unchangedSince);
      const sees = change.operation !== 'remove' && (change.flags.bits & flagBits['\\Seen']) !== 0;
      if (done.ok && sees) count('mailbox.read', done.value.states.length);
      return done;
    },
    async expunge(uids) {
      const gone = await mailbox.expunge(uids);
      if (gone.ok) count('mailbox.remove', gone.value.uids.length);
      return gone;
    },
    async copy(uids, target) {
      const copied = await mailbox.copy(uids, target);
      if (copied.ok) fetch(copied.value.sourceUids); // it can be read where it is now
      return copied;
    },
    async move(uids, target) {
      const moved = await mailbox.move(uids, target);
      if (moved.ok) {
        fetch(moved.value.sourceUids);
        count('mailbox.remove', moved.value.sourceUids.length);
      }
      return moved;
    },
    async replace(uid, target, message) {
      const replaced = await mailbox.replace(uid, target, message);
      if (replaced.ok) count('mailbox.remove', 1);
      return replaced;
    },
  };
}
