import { createMiddleware } from 'hono/factory';
import { throttleLimits } from '#directory/access/limits.ts';
import type { Refusal } from '#kernel/refusal.ts';
import type { ApiEnv } from '../api-env.ts';
import { type ApiRefusal, apiRefusal, problem } from '../problem.ts';

/** Passwords come over TLS, or from this machine itself. */
export const onlySafely = createMiddleware<ApiEnv>(async (context, next) => {
  const { secure, loopback } = context.env.peer;
  return secure || loopback ? next() : problem(context, inTheClear);
});

const inTheClear = apiRefusal('forbidden', {
  vi: 'Chỉ đăng nhập qua TLS: mật khẩu này đã đi qua mạng không được bảo vệ, hãy đổi nó',
  en: 'Sign in over TLS only: a password sent this way was readable by others, change it',
});

const minutes = throttleLimits.blockMs / 60_000;
export const blockedSignIn = apiRefusal(
  'throttled',
  { vi: `Đã sai quá nhiều lần, hãy thử lại sau ${minutes} phút`, en: `Too many wrong attempts, try again in ${minutes} minutes` },
  { headers: { 'retry-after': String(throttleLimits.blockMs / 1000) } },
);

/** Within a session: a wrong password or code is no end of it, so it is not told as 401. What is wrong with a new password is. */
export function proofProblem(refusal: Refusal): ApiRefusal {
  if (refusal.kind === 'throttled') return blockedSignIn;
  return refusal.kind === 'unauthenticated' ? wrongProof : refusal;
}

const wrongProof = apiRefusal(
  'invalid',
  { vi: 'Mật khẩu hoặc mã không đúng', en: 'The password or the code is not right' },
  { type: 'wrong-proof' },
);
