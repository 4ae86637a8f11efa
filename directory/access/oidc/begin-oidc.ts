import { refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { ThrottleSubjects } from '../sign-in-throttle-sql.ts';
import type { WebDeps } from '../web-session/web-deps.ts';
import { makeFlow, sealFlow } from './flow.ts';
import type { OidcDeps } from './oidc-deps.ts';
import { oidcReturnPath, ownPath } from './own-path.ts';

interface Beginning {
  /** As the browser called us. */
  readonly host: string | undefined;
  readonly returnTo: string;
  /** Of the session whose owner shows again who they are; null: to sign in. */
  readonly sessionId: string | null;
  /** To sign in as somebody else than the provider knows sits there. */
  readonly isAnew?: boolean;
  readonly peer: Peer;
}

/** What the browser keeps, and where it goes. */
export interface BegunFlow {
  readonly sealed: string;
  readonly address: string;
}

/** The way to the provider begins. */
export async function beginOidc(deps: WebDeps, { host, returnTo, sessionId, peer, isAnew = false }: Beginning): Promise<Result<BegunFlow>> {
  const oidc = oidcOf(deps);
  if (!oidc.ok) return oidc;
  if (await deps.signIn.throttle.isBlocked(waySubjects(deps, peer))) return refused(tooOften);
  const redirectUri = oidc.value.ownAddress(host, oidcReturnPath);
  const flow = makeFlow({ redirectUri, returnTo: ownPath(returnTo), sessionId }, new Date());
  const address = await oidc.value.provider.addressOf(flow, sessionId !== null ? 'as-proof' : isAnew ? 'anew' : 'if-needed');
  return address.ok ? ok({ sealed: sealFlow(deps.sessionKey, flow), address: address.value }) : address;
}

/** A count of its own: what goes wrong on the way there and back guesses nothing, and must not shut an office out of its mail. */
export function waySubjects({ signIn: { throttle } }: WebDeps, peer: Peer): ThrottleSubjects {
  const { network } = throttle.subjects(null, peer);
  return { account: null, network: network === null ? null : `${network}#sso` };
}

export function oidcOf({ oidc }: WebDeps): Result<OidcDeps> {
  return oidc === undefined ? refused(notHere) : ok(oidc);
}

export const tooOften = refusal('throttled', 'Too many failed sign-ins, try again later', 'sso');
const notHere = refusalInBoth('not-found', {
  vi: 'Máy chủ này không dùng đăng nhập một lần (SSO)',
  en: 'This server has no single sign-on',
});
