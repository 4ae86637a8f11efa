import { setTimeout as pause } from 'node:timers/promises';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { noteAccountUse } from '../account-use-sql.ts';
import { type Browser, openWebSession } from '../web-session/open-web-session.ts';
import { findFactors } from '../web-session/second-factor-sql.ts';
import { awaitFactor, type WebSignIn } from '../web-session/sign-in-on-web.ts';
import type { WebProof } from '../web-session/tables.ts';
import type { WebDeps } from '../web-session/web-deps.ts';
import { tooOften } from './begin-oidc.ts';
import { type IdentityOwner, ownerOfIdentity } from './owner-of-identity.ts';
import { type Answer, type ProvenIdentity, proveIdentity } from './prove-identity.ts';
import { again } from './provider-fault.ts';
import { type RefusedIdentity, refusedIdentity } from './refused-identity.ts';
import { rememberLink } from './remember-link.ts';

export interface OidcSignIn {
  readonly signIn: WebSignIn;
  /** A path of ours. */
  readonly returnTo: string;
}

/**
 * Signs in whoever the provider says has come back, to the account that is theirs here. Where there is a second factor of ours, and the provider's
 * does not count as one, it is asked for as after a password.
 */
export async function signInByOidc(deps: WebDeps, { userAgent, ...answer }: Answer & Browser): Promise<Result<OidcSignIn>> {
  const { peer } = answer;
  const proven = await proveIdentity(deps, answer, ({ sessionId }) => sessionId === null);
  if (!proven.ok) {
    if (proven.refusal.kind === 'unauthenticated') heard(deps, answer, null, proven);
    return proven;
  }
  const { identity, flow } = proven.value;
  const found = await ownerOfIdentity(deps.signIn.database, identity);
  if (found.owner === null) {
    const told = await turnDown(deps, { identity, peer, ...found });
    heard(deps, answer, found.accountId, told);
    return told;
  }
  const signedIn = await enter(deps, found.owner, proven.value, { peer, userAgent });
  return signedIn.ok ? ok({ signIn: signedIn.value, returnTo: flow.returnTo }) : signedIn;
}

/** Who the provider knows does not guess; whoever goes on with it is stopped for themselves, and not for all of their office. */
async function turnDown({ signIn: { database, throttle, hold } }: WebDeps, nobody: RefusedIdentity): Promise<Result<never>> {
  const { issuer, subject } = nobody.identity;
  const subjects = { account: `${subject} ${issuer}#sso`, network: null };
  if (await throttle.isBlocked(subjects)) return refused(tooOften);
  const why = await refusedIdentity({ database }, nobody);
  const { delayMs } = await throttle.fail(subjects);
  await (hold ?? pause)(delayMs);
  return refused(why);
}

async function enter(deps: WebDeps, owner: IdentityOwner, { identity }: ProvenIdentity, browser: Browser): Promise<Result<WebSignIn>> {
  const { id: accountId, personId, address, isUseOld, isLinked } = owner;
  const { issuer, subject, hasFactor, askedAt } = identity;
  const who = { accountId, personId, address, passwordVersion: owner.passwordVersion ?? '' };
  const proofs: WebProof[] = hasFactor ? ['oidc', 'oidc-factor'] : ['oidc'];
  if (isUseOld) await noteAccountUse(deps.signIn.database, accountId);
  // Before the two are linked nothing of the provider's stands for a factor of ours: whoever was given the address there would have the account.
  const factors = hasFactor && isLinked ? [] : await findFactors(deps.signIn.database, accountId);
  if (factors.length > 0) {
    const waiting = await awaitFactor(deps, { ...who, proofs, oidcIssuer: issuer, oidcSubject: subject });
    return ok({ state: 'second-factor', factors, shown: waiting });
  }
  // The provider may have let a browser pass that it knew since the morning: that is no proof that somebody sits there now.
  const provedMsAgo = askedAt === null ? deps.rules.absoluteMs : Math.max(0, Date.now() - askedAt * 1000);
  const opened = await openWebSession(deps, { ...who, proofs, provedMsAgo }, browser, (tx) =>
    rememberLink(tx, { issuer, subject }, { accountId, address }),
  );
  if (opened === null) return refused(refusalInBoth('unauthenticated', again, 'sso: linked otherwise meanwhile'));
  return ok({ state: 'signed-in', ...opened });
}

function heard(deps: WebDeps, { peer }: Answer, accountId: IdentityOwner['id'] | null, signedIn: Result<never>): void {
  deps.signIn.heard?.({ service: 'http', peer, accountId, signedIn });
}
