import { inTransaction } from '#io/database.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { rememberLink } from '../oidc/remember-link.ts';
import { type SignInDeps, signIn } from '../sign-in.ts';
import { webSessionLimits } from './limits.ts';
import { type Browser, type OpenedWebSession, openWebSession } from './open-web-session.ts';
import { type FactorClaim, proveSecondFactor } from './prove-second-factor.ts';
import { findTotp } from './totp-sql.ts';
import type { WebDeps } from './web-deps.ts';
import { isWebSecret, makeWebSecret, parseWebSecret, showWebSecret, webSecretMac } from './web-secret.ts';
import { deleteWebSignIn, findWebSignIn, insertWebSignIn, takeTry, type WebSignInRow } from './web-sign-in-sql.ts';

export type WebSignIn = ({ readonly state: 'signed-in' } & OpenedWebSession) | { readonly state: 'second-factor'; readonly shown: string };

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
  const totp = await findTotp(deps.signIn.database, actor.accountId);
  if (totp?.sealed) return ok({ state: 'second-factor', shown: await awaitFactor(deps, { ...actor, passwordVersion, ...byPassword }) });
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
  const { database } = deps.signIn;
  const candidate = parseWebSecret(pending);
  const row = candidate && (await findWebSignIn(database, candidate.id));
  if (!candidate || !row || !isWebSecret(deps.sessionKey, 'web-sign-in', candidate, row.mac)) return refused(beginAgain);
  if (!(await takeTry(database, candidate.id))) return refused(beginAgain);
  const proof = await proveSecondFactor(deps, { who: row, claim, peer: browser.peer });
  if (!proof.ok) return proof;
  const opened = await openWebSession(deps, { ...row, proofs: [...row.proofs, proof.value] }, browser, async (tx) => {
    if (!(await deleteWebSignIn(tx, candidate.id))) return false;
    return row.oidcIssuer === null || (await rememberLink(tx, { issuer: row.oidcIssuer, subject: row.oidcSubject! }, row));
  });
  return opened === null ? refused(beginAgain) : ok(opened);
}

const beginAgain = refusal('unauthenticated', 'Sign in again, beginning with the password');
