import type { z } from '@hono/zod-openapi';
import { type ApiRefusal, apiRefusal, type ProblemItem } from './problem.ts';
import { vietnameseFault } from './vietnamese-fault.ts';

/** What is wrong with a request, and where. */
export function validationProblem(error: z.core.$ZodError, target: string): ApiRefusal {
  return apiRefusal(
    'invalid',
    { vi: 'Yêu cầu không đúng mẫu', en: 'The request is not of the form that is described' },
    { problems: error.issues.map((issue) => itemOf(issue, target)) },
  );
}

function itemOf(issue: z.core.$ZodIssue, target: string): ProblemItem {
  const { path } = issue;
  const names = path.map(String);
  // RFC 6901 into the body; else the name of the parameter.
  const at = target === 'json' ? names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') : names.join('.');
  return faultAt(issue, at);
}

/** A fault of what stands at `at`, in both languages. */
export function faultAt(issue: z.core.$ZodIssue, at: string): ProblemItem {
  const { code, message } = issue;
  // The schemas of plans and settings say themselves in both: `tên đơn vị / the name of a unit`.
  const [vi = message, en] = message.split(' / ');
  return en === undefined ? { what: code, at, vi: vietnameseFault(issue), en: message } : { what: code, at, vi, en };
}

export const malformed = apiRefusal('invalid', { vi: 'Nội dung không phải là JSON đúng', en: 'The body is not well-formed JSON' });
export const notJson = apiRefusal(
  'invalid',
  { vi: 'Nội dung phải là application/json', en: 'The body must be application/json' },
  { status: 415 },
);
