import { createMiddleware } from 'hono/factory';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { ApiContext, ApiDeps, ApiEnv } from '../api-env.ts';
import { apiEvents } from '../events.ts';
import { type ApiRefusal, apiRefusal, problem } from '../problem.ts';
import { notJson } from '../validation-problem.ts';

// RFC 9110 §9.2.1.
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The header that our own pages send with what changes something: a form cannot, and a script elsewhere has to ask first, in vain (no CORS). */
export const ownHeader = 'x-congthu';

/** What our pages send with what they ask for by themselves, with nobody at the keyboard: a session grows idle all the same. */
export const unattendedHeader = 'x-congthu-unattended';

/**
 * Whether a request with a cookie comes from our own pages, by three things that are each enough against a forged one: what the browser says of
 * where it comes from, a header of ours, and a type that no form has. A sub-domain is not ourselves, though SameSite lets its requests carry the cookie.
 */
export function fromOwnPages(context: ApiContext): Result<void, ApiRefusal> {
  const { req } = context;
  const site = req.header('sec-fetch-site');
  if (safeMethods.has(req.method)) return site === undefined || site === 'same-origin' || site === 'none' ? ok() : refused(fromElsewhere);
  if (site === undefined ? !isOwnOrigin(context) : site !== 'same-origin') return refused(fromElsewhere);
  if (req.header(ownHeader) !== '1') return refused(noOwnHeader);
  return isOwnType(req.header('content-type'), hasBody(context)) ? ok() : refused(notJson);
}

/** As `fromOwnPages`, for what has no session yet: else somebody could be signed in to an account that is not theirs. */
export function onlyFromOwnPages(deps: Pick<ApiDeps, 'log'>) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const own = fromOwnPages(context);
    return own.ok ? next() : turnedAway(context, deps, own.refusal);
  });
}

export function turnedAway(context: ApiContext, { log }: Pick<ApiDeps, 'log'>, refusal: ApiRefusal): Response {
  const { method, path } = context.req;
  const { address: peer } = context.env.peer;
  log.warn({ event: apiEvents.fromElsewhere, requestId: context.get('requestId'), peer, method, path }, apiEvents.fromElsewhere);
  return problem(context, refusal);
}

/** RFC 6454 §7: whom the browser says it comes from is whom it was sent to. Older browsers leave Sec-Fetch-Site out, none this with a POST. */
function isOwnOrigin({ req, env }: ApiContext): boolean {
  const host = req.header('host');
  return host !== undefined && host !== '' && req.header('origin') === `${env.peer.secure ? 'https' : 'http'}://${host}`;
}

function hasBody({ req }: ApiContext): boolean {
  return req.header('transfer-encoding') !== undefined || Number(req.header('content-length') ?? 0) > 0;
}

/** What our pages send: JSON, and tables of people as files. None that a form can send; which of them is for the route to say. */
function isOwnType(type: string | undefined, isNeeded: boolean): boolean {
  return type === undefined ? !isNeeded : ownTypes.has(type.split(';')[0]!.trim().toLowerCase());
}

const ownTypes: ReadonlySet<string> = new Set([
  'application/json',
  'text/csv',
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);

const fromElsewhere = apiRefusal(
  'forbidden',
  { vi: 'Yêu cầu không đến từ ứng dụng này', en: 'The request does not come from this application' },
  { type: 'cross-site' },
);
const noOwnHeader = apiRefusal(
  'forbidden',
  { vi: 'Yêu cầu thiếu đầu trang X-Congthu: 1', en: 'The request lacks the header X-Congthu: 1' },
  { type: 'cross-site' },
);
