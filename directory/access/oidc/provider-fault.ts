import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { oidcLimits } from './limits.ts';

/** The provider says nothing of itself, or not what the configuration says of it. */
export class Undiscovered extends Error {}

/** What went wrong at the provider, as a refusal: somebody thought better of it, it is not at work, or its answer proves nothing. */
export function refusalOf(fault: unknown): Refusal {
  const detail = faultText(fault);
  if (fault instanceof AuthorizationResponseError) {
    if (fault.error === 'access_denied') return refusalInBoth('forbidden', cancelled, detail);
    return refusalInBoth(
      awayErrors.has(fault.error) ? 'unavailable' : 'unauthenticated',
      awayErrors.has(fault.error) ? away : again,
      detail,
    );
  }
  if (fault instanceof ResponseBodyError)
    return fault.error === 'invalid_grant' ? refusalInBoth('unauthenticated', again, detail) : refusalInBoth('unavailable', away, detail);
  if (isAway(fault)) return refusalInBoth('unavailable', away, detail);
  return refusalInBoth('unauthenticated', again, detail);
}

/** Whether a key of the provider is not among those we know: it has changed them. */
export function isUnknownKey(fault: unknown): boolean {
  return fault instanceof ClientError && fault.code === 'OAUTH_KEY_SELECTION_FAILED';
}

// RFC 6749 §4.1.2.1: the provider's own trouble, or our registration there.
const awayErrors: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable', 'unauthorized_client', 'invalid_scope']);
const awayCodes: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

function isAway(fault: unknown): boolean {
  // fetch throws TypeError where nothing answers; so does our limit of an answer.
  return fault instanceof Undiscovered || fault instanceof TypeError || (fault instanceof ClientError && awayCodes.has(fault.code ?? ''));
}

/** For the log: what the libraries say, and below it; never a response's body, which may hold tokens. */
export function faultText(fault: unknown): string {
  const parts: string[] = [];
  for (let at: unknown = fault; at instanceof Error && parts.length < 4; at = at.cause) {
    const { code } = at as { code?: unknown };
    const said = at instanceof AuthorizationResponseError || at instanceof ResponseBodyError ? [at.error, at.error_description] : [];
    parts.push([code, at.message, ...said].filter((one) => typeof one === 'string' && one !== '').join(' '));
  }
  return (parts.join(': ') || String(fault)).replace(/[^\P{Cc}]/gu, ' ').slice(0, oidcLimits.faultCharactersMax);
}

export const away = {
  vi: 'Hệ thống đăng nhập một lần (SSO) hiện không trả lời. Hãy đăng nhập bằng mật khẩu, hoặc thử lại sau',
  en: 'The single sign-on does not answer at the moment. Sign in with your password, or try again later',
};
export const again = {
  vi: 'Lần đăng nhập này đã hết hiệu lực hoặc không bắt đầu từ trình duyệt này: hãy bắt đầu lại',
  en: 'This sign-in is over, or did not begin in this browser: begin again',
};
const cancelled = { vi: 'Bạn đã dừng ở trang đăng nhập một lần (SSO)', en: 'You stopped at the single sign-on' };
