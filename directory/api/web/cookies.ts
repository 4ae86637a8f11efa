import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { oidcLimits } from '#directory/access/oidc/limits.ts';
import { webSessionLimits } from '#directory/access/web-session/limits.ts';
import { makeWebSecret } from '#directory/access/web-session/web-secret.ts';
import type { ApiContext, ApiEnv } from '../api-env.ts';

// RFC 6265bis §4.1.3.2: with this prefix a browser takes it only from this very host over TLS, so no sub-domain can plant one. Without Max-Age: it
// is gone with the browser; the server says when it ends.
const prefixed = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;
const session = 'congthu';
/** Of a sign-in that waits for its second factor. */
const pending = 'congthu-dang-nhap';
/** Of a browser whose pages ask for passkeys: an answer is taken from where it was asked for. */
const place = 'congthu-khoa';
const flow = 'congthu-sso';

export function sessionCookie(context: ApiContext): string | undefined {
  return getCookie(context, session, 'host');
}

export function setSessionCookie(context: ApiContext, value: string): void {
  setCookie(context, session, value, prefixed);
  dropPendingCookie(context);
}

export function dropSessionCookie(context: ApiContext): void {
  deleteCookie(context, session, prefixed);
}

export function flowCookie(context: ApiContext): string | undefined {
  return getCookie(context, flow, 'host');
}

/** What was sealed for the way to the identity provider and back. */
export function setFlowCookie(context: ApiContext, value: string): void {
  setCookie(context, flow, value, { ...prefixed, maxAge: oidcLimits.flowMs / 1000 });
}

/** Whatever comes of it, an answer of the provider is taken once: refusals too are told without the cookie. */
export const oneAnswer = createMiddleware<ApiEnv>(async (context, next) => {
  await next();
  deleteCookie(context, flow, prefixed);
});

export function pendingCookie(context: ApiContext): string | undefined {
  return getCookie(context, pending, 'host');
}

export function setPendingCookie(context: ApiContext, value: string): void {
  setCookie(context, pending, value, { ...prefixed, maxAge: webSessionLimits.pendingMs / 1000 });
}

export function dropPendingCookie(context: ApiContext): void {
  deleteCookie(context, pending, prefixed);
}

export function passkeyPlace(context: ApiContext): string | undefined {
  const value = getCookie(context, place, 'host');
  return value !== undefined && /^[A-Za-z0-9_-]{16}$/.test(value) ? value : undefined;
}

/** Gone with the browser; another is given where there is none. */
export function setPasskeyPlace(context: ApiContext): string {
  const { id } = makeWebSecret();
  setCookie(context, place, id, prefixed);
  return id;
}
