import { randomBytes } from 'node:crypto';
import type { Database } from '#io/database.ts';
import { sql } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type AccessGeneration, watchAccessGeneration } from '../access-generation.ts';
import { type Argon2id, makeArgon2id } from '../argon2id.ts';
import type { SignInDeps } from '../sign-in.ts';
import { makeSignInThrottle } from '../sign-in-throttle.ts';
import { makeVerifiedCache } from '../verified-cache.ts';

export const cheapArgon2id = { memoryKib: 64, passes: 1, lanes: 1 };

export interface CountedDeps extends SignInDeps {
  readonly generation: AccessGeneration;
  /** How many times argon2id was asked, and how long refusals were held back. */
  readonly counted: { verifications: number; heldMs: number[] };
}

/** Everything `signIn` needs, with cheap hashing and nothing held back. */
export async function signInDeps(database: Database): Promise<CountedDeps> {
  const counted = { verifications: 0, heldMs: [] as number[] };
  const verified = makeVerifiedCache();
  const generation = await watchAccessGeneration(database, { onMoved: () => verified.clear(), onError: () => undefined });
  const hold = async (ms: number) => void counted.heldMs.push(ms);
  const throttle = makeSignInThrottle(database);
  return { database, generation, verified, throttle, hold, counted, argon2id: counting(counted), appPasswordKey: randomBytes(32) };
}

function counting(counted: { verifications: number }): Argon2id {
  const argon2id = makeArgon2id({ parameters: cheapArgon2id });
  return {
    ...argon2id,
    verify(phc, password) {
      counted.verifications += 1;
      return argon2id.verify(phc, password);
    },
  };
}

/** Stores a password without asking the policy. */
export async function givePassword(database: Database, accountId: AccountId, password: string, parameters = cheapArgon2id): Promise<void> {
  const hashed = await makeArgon2id({ parameters }).hash(password);
  if (!hashed.ok) throw new Error(hashed.refusal.message);
  await sql`INSERT INTO password (account_id, hash) VALUES (${accountId}, ${hashed.value})
    ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, changed_at = clock_timestamp()`.execute(database.kysely);
}
