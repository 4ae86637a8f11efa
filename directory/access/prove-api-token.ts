import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import { isApiToken, parseApiToken } from './api-token.ts';
import { findApiToken, noteApiTokenUse } from './api-token-sql.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

export interface ProveTokenDeps {
  readonly database: Database;
  readonly throttle: SignInThrottle;
  /** Of the server, not of the database. */
  readonly tokenKey: Buffer;
  /** Holds a refusal back; replaced in tests. */
  readonly hold?: ((ms: number) => Promise<void>) | undefined;
}

/** Whose program it is, and by which token. */
export interface TokenBearer {
  readonly accountId: AccountId;
  readonly address: string;
  readonly tokenId: string;
}

/**
 * Checks a token. Guesses count against the network they come from, and a blocked network has no more of them; a token that was good once is
 * no guess, or a forgotten program would shut its whole office out.
 */
export async function proveApiToken(deps: ProveTokenDeps, text: string, peer: Peer): Promise<Result<TokenBearer>> {
  const subjects = deps.throttle.subjects(null, peer);
  if (await deps.throttle.isBlocked(subjects)) return refused(throttled);
  const candidate = parseApiToken(text);
  const row = candidate && (await findApiToken(deps.database, candidate.id));
  if (!candidate || !row || !isApiToken(deps.tokenKey, candidate, row.mac)) {
    const { wasBlocked, delayMs } = await deps.throttle.fail(subjects);
    await (deps.hold ?? pause)(delayMs);
    return refused(wasBlocked ? throttled : unknown);
  }
  if (!row.isLive) return refused(unknown);
  await noteApiTokenUse(deps.database, candidate.id);
  return ok({ accountId: row.ownerId, address: row.ownerAddress, tokenId: candidate.id });
}

const throttled = refusal('throttled', 'Too many failed sign-ins, try again later');
const unknown = refusal('unauthenticated', 'The token is not valid');
