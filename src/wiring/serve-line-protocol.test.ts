import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '#config/load.ts';
import type { Log } from '#io/log.ts';
import { testCertificate } from '#mail/connection/testing/test-certificate.ts';
import type { ImapBackend } from '#mail/imap/backend.ts';
import type { Pop3Backend } from '#mail/pop3/backend.ts';
import { findPortBase } from '#test/helpers/port-base.ts';
import { portOf } from './ports.ts';
import { serveImap } from './serve-imap.ts';
import type { LineProtocolParts, LineProtocolServer } from './serve-line-protocol.ts';
import { servePop3 } from './serve-pop3.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Log;

/** What the server says first. */
function greeting(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (octets) => resolve(octets.toString()));
    socket.once('error', reject);
  });
}

describe('limits.connectionsMax', () => {
  it.each<['imap' | 'pop3', (parts: LineProtocolParts) => Promise<LineProtocolServer>, RegExp]>([
    ['imap', (parts) => serveImap({ ...parts, backend: {} as ImapBackend }), /^\* BYE .*try again later/],
    ['pop3', (parts) => servePop3({ ...parts, backend: {} as Pop3Backend }), /^-ERR .*try again later/],
  ])('turns the next %s client away, until one of those before it has gone', async (service, serve, away) => {
    const portBase = await findPortBase();
    const config = await loadConfig(undefined, {}, { portBase, limits: { connectionsMax: 10 } });
    const start = { config, addresses: ['127.0.0.1'], tls: testCertificate() } as unknown as LineProtocolParts['start'];
    await using _server = await serve({ start, log, allowPlaintextAuth: () => true });
    const open = () => connect(portOf(service, portBase), '127.0.0.1');
    const served = Array.from({ length: 10 }, open);
    for (const said of await Promise.all(served.map(greeting))) expect(said).not.toMatch(away);
    expect(await greeting(open())).toMatch(away);
    served[0]!.destroy();
    await expect.poll(() => greeting(open())).not.toMatch(away);
    for (const socket of served) socket.destroy();
  });
});
