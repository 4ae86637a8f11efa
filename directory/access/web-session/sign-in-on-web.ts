import { inTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type SignInDeps, signIn } from '../sign-in.ts';
import { webSessionLimits } from './limits.ts';
import { type Browser, type OpenedWebSession, openWebSession } from './open-web-session.ts';
import { type FactorClaim, proveSecondFactor } from './prove-second-factor.ts';
import { type FactorKind, findFactors } from './second-factor-sql.ts';
import type { WebDeps } from './web-deps.ts';
import { isWebSecret, makeWebSecret, parseWebSecret, showWebSecret, webSecretMac } from './web-secret.ts';
import { deleteWebSignIn, findWebSignIn, insertWebSignIn, takeTry, type WebSignInRow } from './web-sign-in-sql.ts';

export type WebSignIn =
  | ({ readonly state: 'signed-in' } & OpenedWebSession)
  | { readonly state: 'second-factor'; readonly factors: readonly FactorKind[]; readonly shown: string };

interface Claim extends Browser {
  readonly address: string;
  readonly password: string;
}

/**
 * The first step of signing in on the web: address and chosen password, slowed and answered as for mail. Whoever has a second factor has no
 * session yet, but five minutes to show it. A password that is over opens a session in which it can be changed; an app password proves no person.
 */
export async function signInOnWeb(deps: WebDeps, { address: username, password, ...browser }: Claim): Promise<Result<WebSignIn>> {
  const { peer } = browser;
  const signedIn = await signIn(hearingFailures(deps.signIn), { username, password, peer, service: 'http', toChangePassword: true });
  if (!signedIn.ok) return signedIn;
  const { actor, passwordVersion } = signedIn.value;
  if (passwordVersion === null) return refused(refusal('unauthenticated', 'Invalid credentials', 'no chosen password'));
  const factors = await findFactors(deps.signIn.database, actor.accountId);
  if (factors.length > 0) return ok({ state: 'second-factor', factors, shown: await awaitFactor(deps, { ...actor, passwordVersion }) });
  const opened = await openWebSession(deps, { ...actor, passwordVersion, proofs: ['password'] }, browser);
  return ok({ state: 'signed-in', ...opened! });
}

/** A session is told of when it is open; what failed, at once. */
export function hearingFailures(deps: SignInDeps): SignInDeps {
  const heard: NonNullable<SignInDeps['heard']> = (outcome) => {
    if (!outcome.signedIn.ok) deps.heard?.(outcome);
  };
  return { ...deps, heard };
}

async function awaitFactor({ signIn: { database }, sessionKey }: WebDeps, who: Pick<WebSignInRow, 'accountId' | 'passwordVersion'>) {
  const made = makeWebSecret();
  const { pendingMs: openMs, pendingTriesMax: triesMax } = webSessionLimits;
  const { accountId, passwordVersion } = who;
  const row = { id: made.id, accountId, mac: webSecretMac(sessionKey, 'web-sign-in', made), passwordVersion, triesMax, openMs };
  await inTransaction(database, (tx) => insertWebSignIn(tx, row));
  return showWebSecret(made);
}

/** The second step: what the first gave, and a code. */
export async function finishWebSignIn(
  deps: WebDeps,
  { pending, claim, ...browser }: Browser & { readonly pending: string; readonly claim: FactorClaim },
): Promise<Result<OpenedWebSession>> {
  const { database } = deps.signIn;
  const candidate = parseWebSecret(pending);
  const row = candidate && (await findWebSignIn(database, candidate.id));
  if (!candidate || !row || !isWebSecret(deps.sessionKey, 'web-sign-in', candidate, row.mac)) return refused(beginAgain);
  if (!(await takeTry(database, candidate.id))) return refused(beginAgain);
  const proof = await proveSecondFactor(deps, { who: row, claim, peer: browser.peer });
  if (!proof.ok) return proof;
  const opened = await openWebSession(deps, { ...row, proofs: ['password', proof.value] }, browser, (tx) =>
    deleteWebSignIn(tx, candidate.id),
  );
  return opened === null ? refused(beginAgain) : ok(opened);
}

const beginAgain = refusal('unauthenticated', 'Sign in again, beginning with the password');
