import { createMiddleware } from 'hono/factory';
import { throttleLimits } from '#directory/access/limits.ts';
import { proveApiToken } from '#directory/access/prove-api-token.ts';
import { authorise, stepUpNeeded, type Target } from '#directory/access/roles/authorise.ts';
import type { AccessAct } from '#directory/access/roles/policy.ts';
import { takesStepUp } from '#directory/access/roles/step-up.ts';
import type { Hindrance } from '#directory/access/web-session/hindrance.ts';
import { proveWebSession } from '#directory/access/web-session/prove-web-session.ts';
import type { ApiContext, ApiDeps, ApiEnv } from './api-env.ts';
import type { Bearer } from './bearer.ts';
import { apiEvents } from './events.ts';
import { apiLimits } from './limits.ts';
import { type ApiRefusal, apiRefusal, problem } from './problem.ts';
import { sessionCookie } from './web/cookies.ts';
import { isProvedLately } from './web/proved-lately.ts';
import { fromOwnPages, turnedAway, unattendedHeader } from './web/same-origin.ts';

interface Options {
  /** What this route is for those who have to mend: to all others it is closed until then. */
  readonly evenIf?: readonly Hindrance[];
}

/**
 * Who asks: a program by `Authorization: Bearer …` (RFC 6750), or somebody's browser by its cookie. Only where nobody can listen: TLS, or this
 * machine itself. A token is looked at where there is one, whatever cookie comes with it.
 */
export function authenticated(deps: ApiDeps, { evenIf = [] }: Options = {}) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const { peer } = context.env;
    if (!peer.secure && !peer.loopback) return problem(context, inTheClear);
    const byToken = context.req.header('authorization') !== undefined;
    const bearer = await (byToken ? bearerOfToken(context, deps) : bearerOfCookie(context, deps));
    if (bearer instanceof Response) return bearer;
    if (bearer.by === 'web' && bearer.hindrance !== null && !evenIf.includes(bearer.hindrance))
      return problem(context, hindrances[bearer.hindrance]);
    using turn = deps.turns.take(bearer.accountId);
    if (turn === null) return problem(context, tooMuch);
    context.set('bearer', bearer);
    return await next();
  });
}

async function bearerOfToken(context: ApiContext, deps: ApiDeps): Promise<Bearer | Response> {
  const { throttle, database, tokenKey, hold } = deps;
  const { peer } = context.env;
  const [, token] = /^Bearer +([^ ]+) *$/i.exec(context.req.header('authorization') ?? '') ?? [];
  if (token === undefined) return problem(context, noToken);
  const bearer = await proveApiToken({ throttle, database, tokenKey, hold }, token, peer);
  if (bearer.ok) return { by: 'token', ...bearer.value };
  const { kind } = bearer.refusal;
  deps.log.warn({ event: apiEvents.tokenRefused, requestId: context.get('requestId'), peer: peer.address, kind }, apiEvents.tokenRefused);
  return problem(context, kind === 'throttled' ? blocked : wrongToken);
}

async function bearerOfCookie(context: ApiContext, deps: ApiDeps): Promise<Bearer | Response> {
  const cookie = sessionCookie(context);
  if (cookie === undefined) return problem(context, noToken);
  const own = fromOwnPages(context);
  if (!own.ok) return turnedAway(context, deps, own.refusal);
  const isUse = context.req.header(unattendedHeader) !== '1';
  const session = await proveWebSession(deps.web, cookie, { isUse });
  return session === null ? problem(context, sessionOver) : { by: 'web', ...session };
}

/** Whether who it is may do that; for what is somewhere in the tree the route asks about the target itself. */
export function allowed(deps: ApiDeps, act: AccessAct, target: Target = { of: 'system' }) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const bearer = context.get('bearer');
    const may = await authorise({ database: deps.database }, { actorAccountId: bearer.accountId, act, target });
    if (!may.ok) return problem(context, may.refusal);
    return takesStepUp.has(act) && !isProvedLately(bearer) ? problem(context, stepUpNeeded(act)) : next();
  });
}

const hindrances: Readonly<Record<Hindrance, ApiRefusal>> = {
  'password-change-needed': apiRefusal(
    'forbidden',
    { vi: 'Trước hết phải đổi mật khẩu', en: 'The password has to be changed first' },
    { type: 'password-change-needed' },
  ),
  'second-factor-needed': apiRefusal(
    'forbidden',
    { vi: 'Trước hết phải thiết lập bước hai khi đăng nhập', en: 'A second factor has to be set up first' },
    { type: 'second-factor-needed' },
  ),
};
const sessionOver = apiRefusal('unauthenticated', {
  vi: 'Phiên làm việc đã kết thúc, hãy đăng nhập lại',
  en: 'The session has ended, sign in again',
});
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
