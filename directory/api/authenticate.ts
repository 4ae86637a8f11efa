import { createMiddleware } from 'hono/factory';
import { throttleLimits } from '#directory/access/limits.ts';
import { proveApiToken } from '#directory/access/prove-api-token.ts';
import { authorise, type Target } from '#directory/access/roles/authorise.ts';
import type { AccessAct } from '#directory/access/roles/policy.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { apiEvents } from './events.ts';
import { apiLimits } from './limits.ts';
import { apiRefusal, problem } from './problem.ts';

/** Whose program asks: `Authorization: Bearer …` (RFC 6750). Only where nobody can listen: TLS, or this machine itself. */
export function authenticated(deps: ApiDeps) {
  const { throttle, database, tokenKey, hold } = deps;
  return createMiddleware<ApiEnv>(async (context, next) => {
    const { peer } = context.env;
    if (!peer.secure && !peer.loopback) return problem(context, inTheClear);
    const [, token] = /^Bearer +([^ ]+) *$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (token === undefined) return problem(context, noToken);
    const bearer = await proveApiToken({ throttle, database, tokenKey, hold }, token, peer);
    if (!bearer.ok) {
      const { kind } = bearer.refusal;
      deps.log.warn(
        { event: apiEvents.tokenRefused, requestId: context.get('requestId'), peer: peer.address, kind },
        apiEvents.tokenRefused,
      );
      return problem(context, kind === 'throttled' ? blocked : wrongToken);
    }
    using turn = deps.turns.take(bearer.value.accountId);
    if (turn === null) return problem(context, tooMuch);
    context.set('bearer', bearer.value);
    return await next();
  });
}

/** Whether whose program it is may do that; for what is somewhere in the tree the route asks about the target itself. */
export function allowed(deps: ApiDeps, act: AccessAct, target: Target = { of: 'system' }) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act, target });
    return may.ok ? next() : problem(context, may.refusal);
  });
}

const realm = 'Bearer realm="Cong Thu"';
const inTheClear = apiRefusal('forbidden', {
  vi: 'API chỉ phục vụ qua TLS: khoá này đã đi qua mạng không được bảo vệ, hãy thu hồi nó',
  en: 'The API answers over TLS only: a token sent this way was readable by others, revoke it',
});
const noToken = apiRefusal(
  'unauthenticated',
  { vi: 'Cần khoá truy cập: Authorization: Bearer …', en: 'A token is needed: Authorization: Bearer …' },
  { headers: { 'www-authenticate': realm } },
);
const wrongToken = apiRefusal(
  'unauthenticated',
  { vi: 'Khoá không đúng, đã hết hạn hoặc đã bị thu hồi', en: 'The token is wrong, over or revoked' },
  { headers: { 'www-authenticate': `${realm}, error="invalid_token"` } },
);
const blocked = apiRefusal(
  'throttled',
  {
    vi: `Từ mạng này đã có quá nhiều lần xác thực sai, hãy thử lại sau ${throttleLimits.blockMs / 60_000} phút`,
    en: `Too many wrong sign-ins came from this network, try again in ${throttleLimits.blockMs / 60_000} minutes`,
  },
  { headers: { 'retry-after': String(throttleLimits.blockMs / 1000) } },
);
const tooMuch = apiRefusal(
  'throttled',
  {
    vi: `Mỗi tài khoản chỉ được ${apiLimits.atOnceMax} yêu cầu cùng lúc`,
    en: `An account has at most ${apiLimits.atOnceMax} requests at once`,
  },
  { headers: { 'retry-after': '1' } },
);
