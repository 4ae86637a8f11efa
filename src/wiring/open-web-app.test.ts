import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWebApp } from './open-web-app.ts';

const config = { hostname: 'mail.tinh.gov.vn', portBase: 0, bind: ['0.0.0.0', '::', '10.1.2.3'] };
const peer = { address: '10.9.9.9', port: 1, secure: true, loopback: false };

it('a build that is none stops nothing: it is told, and the page says that there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'web-app-'));
  await writeFile(join(folder, 'index.html'), Buffer.alloc(33 * 1024 * 1024));
  const told: object[] = [];
  const app = await openWebApp({ config, log: { error: (fields: object) => void told.push(fields) }, folder });
  await rm(folder, { recursive: true });
  expect(told).toMatchObject([{ event: 'worker.web-app-unread' }]);
  expect((await app.request('/admin/', {}, { peer })).status).toBe(404);
});

it('whoever comes in the clear is sent to an address that is listened on, or to our name', async () => {
  const app = await openWebApp({ config, log: { error: () => undefined }, folder: '/nowhere' });
  const sentTo = async (host: string) =>
    (await app.request('/admin/x', { headers: { host } }, { peer: { ...peer, secure: false } })).headers.get('location');
  expect(await sentTo('10.1.2.3')).toBe('https://10.1.2.3/admin/x');
  for (const host of ['0.0.0.0', '[::]', '10.1.2.4', 'evil.example']) expect(await sentTo(host)).toBe('https://mail.tinh.gov.vn/admin/x');
});
