import type { AccountId, PersonId } from '#kernel/ids.ts';
import { type Hindrance, hindranceOf } from './hindrance.ts';
import type { WebProof } from './tables.ts';
import type { WebDeps } from './web-deps.ts';
import { isWebSecret, parseWebSecret } from './web-secret.ts';
import { findWebSession, noteWebSessionUse } from './web-session-sql.ts';

/** Who works in a browser, and how well that is proved. */
export interface WebSession {
  readonly id: string;
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly address: string;
  readonly proofs: readonly WebProof[];
  readonly provedMsAgo: number;
  readonly hasSecondFactor: boolean;
  /** What must be mended before anything else is done. */
  readonly hindrance: Hindrance | null;
}

interface Proving {
  /** Whether somebody does something: what a page asks for by itself lets the session grow idle. */
  readonly isUse?: boolean;
}

/** The session of a cookie; null when it is none, or has ended. Nobody guesses 256 bits, so wrong ones are not counted. */
export async function proveWebSession(deps: WebDeps, cookie: string, { isUse = true }: Proving = {}): Promise<WebSession | null> {
  const { database, passwordRules } = deps.signIn;
  const candidate = parseWebSecret(cookie);
  const row = candidate && (await findWebSession(database, candidate.id, deps.rules.idleMs));
  if (!candidate || !row?.isLive || !isWebSecret(deps.sessionKey, 'web-session', candidate, row.mac)) return null;
  if (isUse && row.isUseOld) await noteWebSessionUse(database, candidate.id);
  const { accountId, personId, address, proofs, provedMsAgo, hasSecondFactor } = row;
  const hindrance = hindranceOf(row, deps.rules, passwordRules);
  return { id: candidate.id, accountId, personId, address, proofs, provedMsAgo, hasSecondFactor, hindrance };
}
