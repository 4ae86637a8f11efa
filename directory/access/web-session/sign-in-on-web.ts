import { inTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { rememberLink } from '../oidc/remember-link.ts';
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
  if (factors.length > 0)
    return ok({ state: 'second-factor', factors, shown: await awaitFactor(deps, { ...actor, passwordVersion, ...byPassword }) });
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

/** Opens a sign-in that waits for its second factor; answers what its cookie holds. */
export async function awaitFactor({ signIn: { database }, sessionKey }: WebDeps, who: Half): Promise<string> {
  const made = makeWebSecret();
  const { pendingMs: openMs, pendingTriesMax: triesMax } = webSessionLimits;
  const { accountId, passwordVersion, proofs, oidcIssuer, oidcSubject } = who;
  const row = {
    ...{ id: made.id, accountId, mac: webSecretMac(sessionKey, 'web-sign-in', made), passwordVersion, triesMax, openMs },
    ...{ proofs, oidcIssuer, oidcSubject },
  };
  await inTransaction(database, (tx) => insertWebSignIn(tx, row));
  return showWebSecret(made);
}

type Half = Pick<WebSignInRow, 'accountId' | 'passwordVersion' | 'proofs' | 'oidcIssuer' | 'oidcSubject'>;
const byPassword = { proofs: ['password'], oidcIssuer: null, oidcSubject: null } as const;

/** The second step: what the first gave, and a code. */
export async function finishWebSignIn(
  deps: WebDeps,
  { pending, claim, ...browser }: Browser & { readonly pending: string; readonly claim: FactorClaim },
): Promise<Result<OpenedWebSession>> {
  const first = await findFirstStep(deps, pending);
  if (first === null || !(await takeTry(deps.signIn.database, first.id))) return refused(beginAgain);
  const proof = await proveSecondFactor(deps, { who: first, claim, peer: browser.peer });
  if (!proof.ok) return proof;
  const proofs = [...first.proofs, proof.value];
  const opened = await openWebSession(deps, { ...first, proofs }, browser, (tx) => spendFirstStep(tx, first));
  return opened === null ? refused(beginAgain) : ok(opened);
}

/** A sign-in that waits for its second factor. */
export interface FirstStep extends WebSignInRow {
  readonly id: string;
}

/** By what its cookie holds; null: there is none, or not any more. */
export async function findFirstStep({ signIn: { database }, sessionKey }: WebDeps, pending: string): Promise<FirstStep | null> {
  const candidate = parseWebSecret(pending);
  const row = candidate && (await findWebSignIn(database, candidate.id));
  return candidate && row && isWebSecret(sessionKey, 'web-sign-in', candidate, row.mac) ? { ...row, id: candidate.id } : null;
}

/** It is over, and whom the identity provider vouched for is linked. false: it was used meanwhile, or they are linked otherwise. */
export async function spendFirstStep(tx: Tx, first: FirstStep): Promise<boolean> {
  if (!(await deleteWebSignIn(tx, first.id))) return false;
  return first.oidcIssuer === null || (await rememberLink(tx, { issuer: first.oidcIssuer, subject: first.oidcSubject! }, first));
}

const beginAgain = refusal('unauthenticated', 'Sign in again, beginning with the password');
