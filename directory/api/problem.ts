import { STATUS_CODES } from 'node:http';
import { statusOf } from '#io/http/refusal-reply.ts';
import { type InBoth, type Refusal, type RefusalKind, refusalInBoth } from '#kernel/refusal.ts';
import type { ApiContext } from './api-env.ts';
import { apiLimits } from './limits.ts';

/** A refusal as the API says it: perhaps with a status of its own, and with more for programs. */
export interface ApiRefusal extends Refusal {
  readonly status?: number;
  /** What the web application can mend (`step-up-needed`); else the kind says enough. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is wrong, one by one. `at` is a JSON pointer into the body, or the name of a parameter. */
  readonly problems?: readonly ProblemItem[];
  /** Of a plan that is stale: what is not as it was. */
  readonly differences?: readonly { readonly about: string; readonly planned: string | null; readonly now: string | null }[];
  /** It would be allowed with a second person, and waits for one under this number. */
  readonly approvalId?: number;
}

export interface ProblemItem extends InBoth {
  readonly what: string;
  readonly at?: string;
}

const titles = {
  unauthenticated: { vi: 'Chưa xác thực', en: 'Not authenticated' },
  expired: { vi: 'Mật khẩu đã hết hạn', en: 'The password has expired' },
  throttled: { vi: 'Quá nhiều yêu cầu, hãy thử lại sau', en: 'Too much at once, try again later' },
  forbidden: { vi: 'Không được phép', en: 'Not permitted' },
  'relay-denied': { vi: 'Không chuyển tiếp thư', en: 'Mail is not relayed' },
  'not-found': { vi: 'Không tìm thấy', en: 'Not found' },
  'already-exists': { vi: 'Đã tồn tại', en: 'It exists already' },
  invalid: { vi: 'Yêu cầu không hợp lệ', en: 'The request makes no sense' },
  'too-large': { vi: 'Yêu cầu quá lớn', en: 'The request is too large' },
  limit: { vi: 'Vượt quá giới hạn', en: 'Over a limit' },
  'over-quota': { vi: 'Vượt quá dung lượng', en: 'Over quota' },
  'content-refused': { vi: 'Nội dung bị từ chối', en: 'The content was refused' },
  conflict: { vi: 'Xung đột với hiện trạng', en: 'In conflict with what is there' },
  unavailable: { vi: 'Tạm thời chưa phục vụ được', en: 'Not possible at the moment' },
} as const satisfies Record<RefusalKind, InBoth>;

export function apiRefusal(kind: RefusalKind, inBoth: InBoth, more: Omit<ApiRefusal, keyof Refusal> = {}): ApiRefusal {
  return { ...refusalInBoth(kind, inBoth), ...more };
}

export const nobody = apiRefusal('not-found', { vi: 'Không có người này', en: 'There is no such person' });
export const noSuchPlan = apiRefusal('not-found', { vi: 'Không có kế hoạch này', en: 'There is no such plan' });

/** Problem details (RFC 9457) in the language that is wanted; never a refusal's detail, which is for the log. */
export function problem(context: ApiContext, refused: ApiRefusal): Response {
  const language = context.get('language');
  const status = refused.status ?? statusOf(refused.kind);
  const { problems = [], differences = [], approvalId } = refused;
  const body = {
    type: `urn:congthu:problem:${refused.type ?? refused.kind}`,
    title: titles[refused.kind][language],
    status,
    detail: refused.inBoth?.[language] ?? refused.message,
    instance: `urn:uuid:${context.get('requestId')}`,
    ...(problems.length === 0 ? {} : { problems: problems.slice(0, apiLimits.problemsShownMax).map((one) => inLanguage(one, language)) }),
    ...(differences.length === 0 ? {} : { differences: differences.slice(0, apiLimits.problemsShownMax) }),
    ...(approvalId === undefined ? {} : { approvalId }),
  };
  return new Response(`${JSON.stringify(body)}\n`, {
    status,
    statusText: STATUS_CODES[status] ?? '',
    headers: {
      'content-type': 'application/problem+json',
      'content-language': language,
      'cache-control': 'no-store',
      'x-request-id': context.get('requestId'),
      ...refused.headers,
    },
  });
}

function inLanguage({ what, at, ...text }: ProblemItem, language: 'vi' | 'en') {
  return { what, ...(at === undefined ? {} : { at }), detail: text[language] };
}
