import type { Database } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { AccessGeneration } from './access-generation.ts';
import { findAppPassword } from './app-password-sql.ts';
import { effectiveRights } from './grants.ts';
import type { SignedInSession } from './sign-in.ts';
import { findAccountStanding } from './sign-in-sql.ts';

interface Deps {
  readonly database: Database;
  readonly generation: AccessGeneration;
}

/**
 * Whether a session may go on: the actor's account is active, the proof still stands (same password, app password not revoked), and
 * the mailbox may still be read. To be asked when the access generation moves, and every minute besides, since grants and app
 * passwords also end by date. Gives the session with the generation it was checked at.
 */
export async function recheckSession(deps: Deps, session: SignedInSession): Promise<Result<SignedInSession>> {
  if (!(await deps.generation.refresh())) return refused(refusal('unavailable', 'Access cannot be checked at the moment'));
  const accessGeneration = deps.generation.current();
  if (!(await proofStands(deps.database, session))) return refused(refusal('unauthenticated', 'Access has ended'));
  const rights = await effectiveRights(deps, { personId: session.actor.personId, targetAccountId: session.account.id });
  if (!rights.has('read')) return refused(refusal('forbidden', 'Access to the mailbox has ended'));
  return ok({ ...session, accessGeneration });
}

async function proofStands(database: Database, session: SignedInSession): Promise<boolean> {
  const standing = await findAccountStanding(database, session.actor.accountId);
  if (standing?.state !== 'active') return false;
  // Since there is a second factor, the password alone opens no mailbox.
  if (session.credential.kind === 'password') return standing.passwordVersion === session.passwordVersion && !standing.hasSecondFactor;
  if (session.credential.kind === 'app-password') return (await findAppPassword(database, session.credential.id)) !== undefined;
  return session.credential.kind === 'none';
}
