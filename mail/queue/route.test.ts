import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { mxRoute } from './mx-route.ts';
import { closedRoute, type Relay, type Route, relayRoute } from './route.ts';
import { add, recipientsOf, settled, startWorker, statesOf, type TestQueue, testQueue, until } from './testing/test-queue.ts';
import { startSink } from './testing/test-sink.ts';

let scratch: TestDatabase;
let queue: TestQueue;
beforeAll(async () => {
  scratch = await createTestDatabase();
});
beforeEach(async () => {
  queue = await testQueue(scratch.database);
});
afterAll(() => scratch[Symbol.asyncDispose]());

function relay(port: number, changes: Partial<Relay>): { route: Route } {
  return { route: relayRoute({ host: '127.0.0.1', port, tls: 'none', ...changes }) };
}

/** The first reply that was kept for the only recipient. */
async function firstReply(): Promise<string> {
  const messageId = await add(queue, ['bob@example.com']);
  await until(async () => (await recipientsOf(queue, messageId))[0]!.last_reply !== null);
  expect(await statesOf(queue, messageId)).toEqual(['waiting']);
  return (await recipientsOf(queue, messageId))[0]!.last_reply!;
}

const credentials = { user: 'relay', pass: 'secret' };

describe('the way to the relay', () => {
  it('is refused in plain text when TLS is required', async () => {
    await using sink = await startSink({ options: { disabledCommands: ['STARTTLS'] } });
    await using _ = startWorker(queue, sink.port, relay(sink.port, { tls: 'required' }));
    expect(await firstReply()).toContain('STARTTLS');
    expect(sink.messages).toEqual([]);
  });

  it('is refused when TLS is required and the certificate is not to be trusted', async () => {
    await using sink = await startSink({ options: { hideSTARTTLS: false } });
    await using _ = startWorker(queue, sink.port, relay(sink.port, { tls: 'required' }));
    expect(await firstReply()).toMatch(/certificate/i);
    expect(sink.messages).toEqual([]);
  });

  it('never carries a password without TLS that was asked for, nor to a stranger', async () => {
    const signIns: unknown[] = [];
    const onAuth: SMTPServerOptions['onAuth'] = (auth, _session, done) => {
      signIns.push(auth.username);
      done(null, { user: 'relay' });
    };
    const options = { allowInsecureAuth: true, onAuth };
    await using plain = await startSink({ options });
    await using first = startWorker(queue, plain.port, relay(plain.port, { tls: 'opportunistic', auth: credentials }));
    expect(await firstReply()).toContain('the password is not sent');
    await first.stop();
    await using stranger = await startSink({ options: { ...options, hideSTARTTLS: false } });
    await using _ = startWorker(queue, stranger.port, relay(stranger.port, { tls: 'opportunistic', auth: credentials }));
    expect(await firstReply()).toMatch(/certificate/i);
    expect(signIns).toEqual([]);
  });

  it('waits for the operator when the relay does not know the password', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = (_auth, _session, done) => done(new Error('wrong'));
    await using sink = await startSink({ options: { allowInsecureAuth: true, onAuth } });
    await using _ = startWorker(queue, sink.port, relay(sink.port, { auth: credentials }));
    expect(await firstReply()).toMatch(/Invalid login: 535/);
    expect(queue.notices).toEqual([]);
  });

  it('is encrypted when the server offers it, whoever it is', async () => {
    await using sink = await startSink({ options: { hideSTARTTLS: false } });
    await using _ = startWorker(queue, sink.port, relay(sink.port, { tls: 'opportunistic' }));
    expect(await settled(queue, await add(queue, ['bob@example.com']))).toEqual(['delivered']);
    expect(sink.messages[0]!.secure).toBe(true);
  });

  it('signs in where it is told to', async () => {
    const seen: unknown[] = [];
    const onAuth: SMTPServerOptions['onAuth'] = (auth, _session, done) => {
      seen.push([auth.username, auth.password]);
      done(null, { user: 'relay' });
    };
    await using sink = await startSink({ options: { allowInsecureAuth: true, authOptional: false, onAuth } });
    await using _ = startWorker(queue, sink.port, relay(sink.port, { auth: credentials }));
    expect(await settled(queue, await add(queue, ['bob@example.com']))).toEqual(['delivered']);
    expect(seen).toEqual([['relay', 'secret']]);
  });
});

describe('without a relay', () => {
  it('mail waits and the route says why', async () => {
    const route = closedRoute();
    expect(route.describe()).toContain('no relay configured');
    await using _ = startWorker(queue, 0, { route });
    expect(await firstReply()).toBe('no relay configured');
  });

  it('goes to the next exchanger when the first does not answer', async () => {
    const down = await startSink();
    await down.close();
    await using sink = await startSink();
    const hop = (port: number) => ({ host: '127.0.0.1', port, tls: 'opportunistic', isRelay: false }) as const;
    const route: Route = { describe: () => 'two', nextHops: async () => ({ kind: 'hops', hops: [hop(down.port), hop(sink.port)] }) };
    await using _ = startWorker(queue, 0, { route });
    expect(await settled(queue, await add(queue, ['bob@example.com']))).toEqual(['delivered']);
  });

  it('goes to the exchanger of the domain, and fails for a domain that takes no mail', async () => {
    await using sink = await startSink();
    const resolver = {
      resolveMx: async (domain: string) => [{ priority: 10, exchange: domain === 'null.example' ? '' : '127.0.0.1' }],
      resolve4: async () => [],
      resolve6: async () => [],
    };
    await using _ = startWorker(queue, 0, { route: mxRoute(resolver, { hostname: 'mail.backan.gov.vn', port: sink.port }) });
    const messageId = await add(queue, ['bob@example.com', 'eve@null.example']);
    expect(await settled(queue, messageId)).toEqual(['delivered', 'failed']);
    expect(queue.notices[0]!.octets.toString('latin1')).toContain('Status: 5.1.10');
  });
});
