import { randomInt } from 'node:crypto';
import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { writePassword } from '#directory/access/password-sql.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import type { PlanActor } from '#directory/lifecycle/plan.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import { ok, type Result } from '#kernel/result.ts';
import { lockWithoutPassword, readWithoutPassword, type WithoutPassword } from './first-password-sql.ts';
import { bulkLimits } from './limits.ts';

export interface FirstPassword extends WithoutPassword {
  readonly password: string;
}

interface Order extends PlanActor {
  readonly planId: PlanId;
  /** Puts all of them where they are kept, once, before the first is of use: a password nobody can read again helps nobody. */
  keep(passwords: readonly FirstPassword[]): Promise<void>;
  onProgress?(done: number, of: number): void;
}

interface Deps {
  readonly database: Database;
  /** Takes a core for some 30 ms, on another thread. */
  readonly hash: (password: string) => Promise<string>;
}

/**
 * Gives whoever of a batch has no password a random first one, which must be changed. Some at a time, each lot in a transaction of its own: cut
 * off in the middle, the rest have none still, and asking again gives them others. Answers how many were given.
 */
export async function giveFirstPasswords(deps: Deps, order: Order): Promise<Result<number>> {
  const { actorAccountId, planId } = order;
  // Whoever makes a batch is an operator, who may reset every password of people without a role (policy.ts).
  const may = await inTransaction(deps.database, (tx) => authorise({ tx }, { actorAccountId, act: 'plan.make', target: { of: 'system' } }));
  if (!may.ok) return may;
  const people = (await readWithoutPassword(deps.database, planId)).map((one) => ({ ...one, password: randomPassword() }));
  if (people.length === 0) return ok(0);
  await order.keep(people);
  let done = 0;
  for (let start = 0; start < people.length; start += bulkLimits.passwordsAtOnce) {
    done += await giveSome(deps, order, people.slice(start, start + bulkLimits.passwordsAtOnce));
    order.onProgress?.(Math.min(start + bulkLimits.passwordsAtOnce, people.length), people.length);
  }
  return ok(done);
}

async function giveSome(
  { database, hash }: Deps,
  { actorAccountId, origin, planId }: Order,
  people: readonly FirstPassword[],
): Promise<number> {
  const hashes = await hashAll(hash, people);
  return inTransaction(database, async (tx) => {
    const without = await lockWithoutPassword(
      tx,
      people.map(({ accountId }) => accountId),
    );
    const given = people.filter(({ accountId }) => without.has(accountId));
    for (const { accountId } of given) await writePassword(tx, accountId, hashes.get(accountId)!, true);
    await recordActs(
      tx,
      given.map(({ accountId, address }) => ({
        ...{
          actorAccountId,
          origin,
          act: 'account.set-password',
          target: address,
          accountId,
          planId,
          detail: { first: true, mustChange: true },
        },
      })),
    );
    await bumpAccessGeneration(tx);
    return given.length;
  });
}

/** As many at a time as leave the machine something for everybody else. */
async function hashAll(hash: Deps['hash'], people: readonly FirstPassword[]): Promise<ReadonlyMap<FirstPassword['accountId'], string>> {
  const hashes = new Map<FirstPassword['accountId'], string>();
  const waiting = people.values();
  const work = async () => {
    for (const { accountId, password } of waiting) hashes.set(accountId, await hash(password));
  };
  await Promise.all(Array.from({ length: bulkLimits.hashesAtOnce }, work));
  return hashes;
}

// Without what is taken for something else: o and 0, l, i and 1.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `k7mp-x2qd-9rtv` */
function randomPassword(): string {
  const letters = Array.from({ length: bulkLimits.firstPasswordCharacters }, () => alphabet[randomInt(alphabet.length)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}
