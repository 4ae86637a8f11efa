import { createMiddleware } from 'hono/factory';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { apiEvents } from './events.ts';
import { apiLimits } from './limits.ts';
import { apiRefusal, problem } from './problem.ts';

/** Whoever waits is told in time. What was asked goes on: a write's outcome is learnt by asking again under its Idempotency-Key. */
export function inTime({ log }: Pick<ApiDeps, 'log'>, msMax: number = apiLimits.answerMsMax) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), msMax);
    });
    const outcome = await Promise.race([next(), late]).finally(() => clearTimeout(timer));
    if (outcome !== 'late') return;
    const { method, path } = context.req;
    log.warn({ event: apiEvents.late, requestId: context.get('requestId'), method, path }, apiEvents.late);
    context.res = problem(context, tooLate);
  });
}

const tooLate = apiRefusal('unavailable', {
  vi: 'Chưa trả lời kịp: với yêu cầu thay đổi, hãy gửi lại cùng Idempotency-Key',
  en: 'There was no answer in time: ask again, a write under the same Idempotency-Key',
});
