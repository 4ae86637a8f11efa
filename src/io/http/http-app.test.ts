import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { createHttpApp, type HttpEnv } from './http-app.ts';

const logged: object[] = [];
const log = { warn: () => undefined, error: (fields: object) => logged.push(fields) };

const routes = new Hono<HttpEnv>()
  .get('/hello', (context) => context.text('hello'))
  .post('/echo', async (context) => context.text(await context.req.text()))
  .post('/json', async (context) => context.json(await context.req.json()))
  .get('/fault', () => {
    throw new Error('password=secret at line 7');
  });
const app = createHttpApp({ log, routes: [routes], limits: { bodyOctetsMax: 10 } });

async function problemAt(path: string, init?: RequestInit) {
  const reply = await app.request(path, init);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  return { reply, problem: (await reply.json()) as { status: number; detail: string } };
}

describe('createHttpApp', () => {
  it('answers 404 as a problem where there is nothing', async () => {
    const { reply, problem } = await problemAt('/nowhere');
    expect(reply.status).toBe(404);
    expect(problem).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'Không có gì ở địa chỉ này / There is nothing at this address',
    });
  });

  it('answers 405 with what is allowed for another method', async () => {
    const { reply, problem } = await problemAt('/hello', { method: 'DELETE' });
    expect(reply.status).toBe(405);
    expect(problem.detail).toBe('Địa chỉ này không nhận phương thức đó / This resource does not take that method');
    expect(reply.headers.get('allow')).toBe('GET, HEAD');
  });

  it('refuses a body over the limit, announced or streamed', async () => {
    const announced = await problemAt('/echo', { method: 'POST', body: 'x'.repeat(11), headers: { 'content-length': '11' } });
    expect(announced.reply.status).toBe(413);
    expect(announced.problem.detail).toBe('Nội dung yêu cầu quá lớn / The request body is too large');
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('x'.repeat(11)));
        controller.close();
      },
    });
    const streamed = await app.request('/echo', { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(streamed.status).toBe(413);
    expect((await app.request('/echo', { method: 'POST', body: 'x'.repeat(10) })).status).toBe(200);
  });

  it('tells the client of a fault nothing, and the log everything', async () => {
    const { reply, problem } = await problemAt('/fault');
    expect(reply.status).toBe(500);
    expect(problem.detail).toBe('Có lỗi ở phía máy chủ / Something went wrong on our side');
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(logged.at(-1)).toMatchObject({ event: 'http.fault', path: '/fault', err: new Error('password=secret at line 7') });
  });

  it.each(['/hello', '/nowhere', '/fault'])('forbids inline script, sniffing and framing at %s', async (path) => {
    const { headers } = await app.request(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBeNull();
  });
});
