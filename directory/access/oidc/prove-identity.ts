import { setTimeout as pause } from 'node:timers/promises';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { WebDeps } from '../web-session/web-deps.ts';
import { oidcOf, tooOften, waySubjects } from './begin-oidc.ts';
import { type Flow, openFlow } from './flow.ts';
import type { Identity } from './identity.ts';
import { again } from './provider-fault.ts';

export interface Answer {
  /** What the browser has kept of the flow that it began; '' when nothing. */
  readonly sealed: string;
  /** The query of the address that the provider sent it to. */
  readonly query: string;
  readonly peer: Peer;
}

export interface ProvenIdentity {
  readonly flow: Flow;
  readonly identity: Identity;
}

/** The browser has come back from where it was sent: whom the provider says sits there. Answers that prove nothing are counted and held back. */
export async function proveIdentity(
  deps: WebDeps,
  { sealed, query, peer }: Answer,
  isFor: (flow: Flow) => boolean,
): Promise<Result<ProvenIdentity>> {
  const oidc = oidcOf(deps);
  if (!oidc.ok) return oidc;
  if (await deps.signIn.throttle.isBlocked(waySubjects(deps, peer))) return refused(tooOften);
  const flow = openFlow(deps.sessionKey, sealed, new Date());
  if (flow === null || !isFor(flow)) return heldBack(deps, peer, refusalInBoth('unauthenticated', again, 'sso: no flow of this browser'));
  const identity = await oidc.value.provider.identify(flow, query, flow.sessionId === null ? 'if-needed' : 'as-proof');
  if (identity.ok) return ok({ flow, identity: identity.value });
  return identity.refusal.kind === 'unauthenticated' ? heldBack(deps, peer, identity.refusal) : identity;
}

/** Counted for the network alone: nobody has named an account. */
export async function heldBack(deps: WebDeps, peer: Peer, why: ReturnType<typeof refusalInBoth> | typeof tooOften): Promise<Result<never>> {
  const { throttle, hold } = deps.signIn;
  const { wasBlocked, delayMs } = await throttle.fail(waySubjects(deps, peer));
  await (hold ?? pause)(delayMs);
  return refused(wasBlocked ? tooOften : why);
}
