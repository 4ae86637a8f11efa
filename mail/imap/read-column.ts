import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox, SearchColumns } from './backend.ts';

/** Handled in one go: a fraction of a millisecond. */
const batch = 128;

/**
 * One thing about messages, slice by slice; those that are gone are missing. The next slice is asked for before one is handled: the store looks
 * while we think.
 */
export async function readColumn<Name extends keyof SearchColumns>(
  mailbox: ImapMailbox,
  asked: { readonly name: Name; readonly uids: ArrayLike<number>; readonly slice: number },
  take: (uids: readonly Uid[], values: readonly SearchColumns[Name][]) => void,
  giveWay: () => Promise<void>,
): Promise<void> {
  const { name, uids, slice } = asked;
  const ask = (start: number) => {
    if (start >= uids.length) return null;
    const length = Math.min(slice, uids.length - start);
    const answer = mailbox.searchColumn(
      name,
      Array.from({ length }, (_, at) => uids[start + at] as Uid),
    );
    answer.catch(() => undefined); // seen when it is waited for, or of no more use after another fault
    return answer;
  };
  let next = ask(0);
  for (let start = slice; next !== null; start += slice) {
    const found = await next;
    next = ask(start);
    for (let at = 0; at < found.uids.length; at += batch) {
      take(found.uids.slice(at, at + batch), found.values.slice(at, at + batch));
      await giveWay();
    }
  }
}
