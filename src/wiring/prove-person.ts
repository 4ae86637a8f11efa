import { watchAccessGeneration } from '#directory/access/access-generation.ts';
import { makeArgon2id } from '#directory/access/argon2id.ts';
import { type SignInOutcome, signIn } from '#directory/access/sign-in.ts';
import { makeSignInThrottle } from '#directory/access/sign-in-throttle.ts';
import { makeVerifiedCache } from '#directory/access/verified-cache.ts';
import { ActTally } from '#directory/audit/act-tally.ts';
import { systemClock } from '#kernel/clock.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { loadSecret } from './data-dir.ts';
import type { OpenedForCommand } from './open-for-command.ts';
import { SessionActs } from './session-acts.ts';

/**
 * Who gives a command at the console, by address and chosen password, counted as any sign-in. An app password is no proof of a person: it is
 * made for a program, and whoever makes one for somebody else sees it.
 */
export async function provePerson(
  { database, dataDir, passwordRules }: Pick<OpenedForCommand, 'database' | 'dataDir' | 'passwordRules'>,
  claim: { readonly address: string; readonly password: string },
): Promise<Result<AccountId>> {
  await using generation = await watchAccessGeneration(database, { onMoved: () => undefined, onError: () => undefined });
  const appPasswordKey = await loadSecret(dataDir, 'app-password.key');
  const throttle = makeSignInThrottle(database);
  const tally = new ActTally(systemClock);
  const heard = (outcome: SignInOutcome) => new SessionActs(tally).heard(outcome);
  const deps = {
    database,
    argon2id: makeArgon2id(),
    throttle,
    verified: makeVerifiedCache(),
    generation,
    appPasswordKey,
    passwordRules,
    heard,
  };
  const peer = { address: '127.0.0.1', port: 0, secure: true, loopback: true };
  const { address: username, password } = claim;
  const signedIn = await signIn(deps, { username, password, peer, service: 'console' }).finally(() => tally.flush(database));
  if (!signedIn.ok) return signedIn;
  const { actor, credential } = signedIn.value;
  return credential.kind === 'password' ? ok(actor.accountId) : refused(refusal('unauthenticated', 'Invalid credentials', 'app password'));
}
