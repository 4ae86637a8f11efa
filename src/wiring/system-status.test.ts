import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { configSchema } from '#config/schema.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { systemStatus } from './system-status.ts';

let scratch: TestDatabase;
let root: string;
beforeAll(async () => {
  scratch = await createTestDatabase();
  root = await mkdtemp(join(tmpdir(), 'congthu-status-'));
});
afterAll(async () => {
  await scratch?.[Symbol.asyncDispose]();
  await rm(root, { recursive: true, force: true });
});

const statusWith = (settings: object, bodies = root) =>
  systemStatus({ config: configSchema.parse(settings), database: scratch.database, dataDir: { root, bodies } });

/** A port where somebody listens, and says nothing, until it is closed. */
async function listening() {
  const server = createServer((socket) => socket.on('error', () => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

it('what is not there is told, and the rest all the same', async () => {
  const { server, port } = await listening();
  server.close();
  await once(server, 'close');
  const gone = { host: '127.0.0.1', port };
  const status = await statusWith({ relay: gone, scan: { clamd: gone } }, join(root, 'nowhere'))();
  expect(status).toMatchObject({
    ...{ isBodyStoreWritable: false, scanner: 'silent' },
    outbound: { way: 'relay', to: `127.0.0.1:${port}`, isReached: false },
  });
  expect(status.storage.diskOctets).toBeGreaterThan(status.storage.freeOctets);
});

it('a relay that listens is reached; without one there is nothing to reach', async () => {
  const { server, port } = await listening();
  expect((await statusWith({ relay: { host: '127.0.0.1', port } })()).outbound.isReached).toBe(true);
  server.close();
  expect(await statusWith({})()).toMatchObject({
    isBodyStoreWritable: true,
    scanner: 'none',
    outbound: { way: 'closed', isReached: null },
  });
  expect((await statusWith({ directDelivery: true })()).outbound).toEqual({ way: 'direct', to: null, isReached: null });
});

it('mail of today is counted, whether or not it was gathered into days', async () => {
  await scratch.database.pool.query(`INSERT INTO mail_traffic (at, origin, sent_as, actor_account_id, account_ids, outside_recipients, octets, is_signed, stopped_as)
    VALUES (now(), 'outside', NULL, NULL, '{1,2}', 0, 100, false, NULL), (now(), 'own', 'a@b.vn', NULL, '{}', 1, 100, false, NULL),
      (now(), 'outside', NULL, NULL, '{1}', 0, 100, false, 'Eicar'), (now() - interval '2 days', 'outside', NULL, NULL, '{1}', 0, 100, false, NULL)`);
  expect((await statusWith({})()).mailToday).toEqual({ received: 2, sent: 1, stopped: 1 });
});

it('somebody who looks again within seconds is told what was read', async () => {
  const read = statusWith({});
  const [one, other] = await Promise.all([read(), read()]);
  expect(await read()).toBe(one);
  expect(other).toBe(one);
});
