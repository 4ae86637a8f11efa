import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import type { OpenChallenge } from './challenge.ts';

/** false when it was answered before, by whomever. Of two answers at once one waits for the other, and fails. */
export async function spendChallenge(tx: Tx, { nonce, endsAt }: OpenChallenge): Promise<boolean> {
  return (await queryIn(tx, spend, [nonce, endsAt])).length > 0;
}

/** For a job to call now and then: those that are over, with time for clocks that differ. */
export async function sweepSpentChallenges(database: Database): Promise<void> {
  await queryOn(database, sweep, []);
}

const spend: HotStatement = {
  name: 'passkey-spend-challenge',
  text: 'INSERT INTO passkey_challenge_spent (nonce, ends_at) VALUES ($1, $2) ON CONFLICT (nonce) DO NOTHING RETURNING 1',
};
const sweep: HotStatement = {
  name: 'passkey-sweep-challenges',
  text: `DELETE FROM passkey_challenge_spent WHERE ends_at < statement_timestamp() - interval '1 hour'`,
};
