import { createMiddleware } from 'hono/factory';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { apiRefusal, problem } from './problem.ts';

/**
 * For routes whose work is done one at a time in a process: files are read and written, and reports drawn. Whoever would not be served before they
 * have to be told so is turned away at once, with what they sent not yet read. Stands behind the question who they are.
 */
export function inLine({ turns }: Pick<ApiDeps, 'turns'>) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    using place = turns.takeInLine();
    return place === null ? problem(context, lineIsFull) : await next();
  });
}

const lineIsFull = apiRefusal(
  'throttled',
  {
    vi: 'Nhiều tệp và báo cáo đang được xử lý: hãy thử lại sau ít phút',
    en: 'Many files and reports are being worked on: try again in some minutes',
  },
  { headers: { 'retry-after': '30' } },
);
