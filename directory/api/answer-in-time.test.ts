import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { inTime } from './answer-in-time.ts';
import type { ApiEnv } from './api-env.ts';

it('tells whoever waits too long, and lets what was asked go on', async () => {
  const logged: object[] = [];
  let isDone = false;
  const app = new Hono<ApiEnv>();
  app.use(async (context, next) => {
    context.set('requestId', 'r1');
    context.set('language', 'en');
    await next();
  });
  app.use(inTime({ log: { warn: (fields) => void logged.push(fields), error: () => undefined } }, 20));
  app.get('/slow', async (context) => {
    await pause(80);
    isDone = true;
    return context.text('late');
  });
  app.get('/fast', (context) => context.text('at once'));
  expect(await (await app.request('/fast')).text()).toBe('at once');
  const reply = await app.request('/slow');
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({ type: 'urn:congthu:problem:unavailable', instance: 'urn:uuid:r1' });
  expect(isDone).toBe(false);
  expect(logged).toEqual([{ event: 'api.late', requestId: 'r1', method: 'GET', path: '/slow' }]);
  await pause(100);
  expect(isDone).toBe(true);
});
