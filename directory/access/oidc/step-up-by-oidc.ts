import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { WebDeps } from '../web-session/web-deps.ts';
import { noteProof } from '../web-session/web-session-sql.ts';
import { oidcLimits } from './limits.ts';
import { findLinkedAccount } from './link-sql.ts';
import { type Answer, heldBack, type ProvenIdentity, proveIdentity } from './prove-identity.ts';

interface StepUp extends Answer {
  readonly session: { readonly id: string; readonly accountId: AccountId };
}

/** Whoever sits there has shown the provider again who they are: the owner of this session, asked after this flow began. */
export async function stepUpByOidc(deps: WebDeps, { session, ...answer }: StepUp): Promise<Result<void>> {
  const proven = await proveIdentity(deps, answer, ({ sessionId }) => sessionId === session.id);
  if (!proven.ok) return proven;
  const { identity } = proven.value;
  if (!isAskedAnew(proven.value)) return heldBack(deps, answer.peer, refusalInBoth('unauthenticated', notAsked, 'sso: auth_time is old'));
  const linked = await findLinkedAccount(deps.signIn.database, identity);
  if (linked?.id !== session.accountId) return heldBack(deps, answer.peer, refusalInBoth('unauthenticated', another, "sso: another's"));
  for (const proof of identity.hasFactor ? (['oidc', 'oidc-factor'] as const) : (['oidc'] as const))
    await noteProof(deps.signIn.database, session.id, proof);
  return ok();
}

/** OpenID Connect Core 1.0 §3.1.2.1: with max_age and prompt=login the provider asks, and says when it did; not every one does as it is told. */
function isAskedAnew({ identity: { askedAt }, flow: { startedAt } }: ProvenIdentity): boolean {
  return askedAt !== null && askedAt * 1000 >= startedAt - oidcLimits.clockToleranceMs;
}

const notAsked = {
  vi: 'Hệ thống đăng nhập một lần (SSO) không hỏi lại mật khẩu: hãy xác nhận bằng cách khác',
  en: 'The single sign-on did not ask who you are: confirm in another way',
};
const another = {
  vi: 'Bạn đã đăng nhập SSO bằng tài khoản của người khác',
  en: 'You signed in to the single sign-on as somebody else',
};
