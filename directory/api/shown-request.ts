import type { z } from '@hono/zod-openapi';
import type { LineProblem, RequestRefusal } from '#directory/requests/request.ts';
import type { ListedRequest, RequestInFull } from '#directory/requests/request-page-sql.ts';
import { type ApiRefusal, apiRefusal, type ProblemItem } from './problem.ts';
import type { requestInFullSchema, requestSchema } from './request-schemas.ts';

type Moments = Pick<ListedRequest, 'madeAt' | 'since' | 'settledAt'>;
const moments = ({ madeAt, since, settledAt }: Moments) => ({
  madeAt: madeAt.toISOString(),
  since: since.toISOString(),
  settledAt: settledAt === null ? null : settledAt.toISOString(),
});

/** A request as a list shows it. */
export function shownRequest(request: ListedRequest): z.infer<typeof requestSchema> {
  return { ...request, ...moments(request) };
}

/** A request whole: what its ETag is of. */
export function requestInFull(request: RequestInFull): z.infer<typeof requestInFullSchema> {
  return {
    ...{ ...request, ...moments(request), parts: [...request.parts] },
    lines: request.lines.map(({ problems, result, ...line }) => ({
      ...line,
      problems: problems === null ? null : [...problems],
      result: result === null ? null : { ...result, summary: [...result.summary] },
    })),
    history: request.history.map(({ at, changes, ...step }) => ({ ...step, at: at.toISOString(), changes: [...changes] })),
  };
}

/** Lines are pointed at as the list has them, which is as the request shows them. */
export function refusedRequest({ lines = [], passed = [], ...refused }: RequestRefusal): ApiRefusal {
  return {
    ...refused,
    problems: lines.map(problemAt),
    differences: passed.map(({ version, step, at, by }) => ({
      ...{ about: `version ${version}`, planned: null, now: `${step} ${at.toISOString()} ${by ?? 'console'}` },
    })),
  };
}

function problemAt({ line, column, what, vi, en }: LineProblem): ProblemItem {
  return { what, vi, en, at: `/lines/${line - 1}${column === null ? '' : `/${column}`}` };
}

export const noSuchRequest = apiRefusal('not-found', { vi: 'Không có đề nghị này', en: 'There is no such request' });
