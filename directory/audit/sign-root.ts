import { type Database, inTransaction } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';
import { zeroDigest } from './entry.ts';
import { hashOfRoot, type Root, signRoot } from './root.ts';
import { chainEndAt, insertRoot, lastRoot } from './root-sql.ts';
import { takeChain } from './seal-sql.ts';
import type { SigningKey } from './signing-key.ts';

export interface SignedRoot {
  readonly root: Root;
  /** The root before was signed with another key: it was replaced, or lost and made anew. */
  readonly isKeyNew: boolean;
}

interface Deps {
  readonly database: Database;
  readonly key: SigningKey;
  readonly clock: Clock;
}

/** Signs where the chain stood at the end of yesterday, once; null when that was done, or another process is at the chain. */
export function signRootOfYesterday({ database, key, clock }: Deps): Promise<SignedRoot | null> {
  const now = clock.now();
  const midnight = startOfVietnamDay(vietnamDate(now));
  const day = vietnamDate(new Date(midnight.getTime() - 1));
  return inTransaction(database, async (tx) => {
    if (!(await takeChain(tx))) return null;
    const before = await lastRoot(tx);
    if (before !== undefined && before.day >= day) return null;
    // Days on which nothing was done have a root too: that nothing was done is stated.
    const end = (await chainEndAt(tx, midnight)) ?? before ?? { batch: 0, entries: 0, hash: zeroDigest };
    const root = signRoot(key, {
      number: (before?.number ?? 0) + 1,
      day,
      ...{ batch: end.batch, entries: end.entries, hash: end.hash },
      previous: before === undefined ? zeroDigest : hashOfRoot(before),
      signedAt: now.toISOString(),
    });
    await insertRoot(tx, root);
    return { root, isKeyNew: before !== undefined && before.key !== key.fingerprint };
  });
}
