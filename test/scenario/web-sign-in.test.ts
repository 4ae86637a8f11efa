import { request } from 'node:https';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Authenticator } from '#directory/api/web/authenticator.fixture.ts';
import { openImap } from '#test/helpers/mail-clients.ts';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // commands are processes, on a machine that may be busy

let system: TestSystem;
let admin: { readonly address: string; readonly password: string };
const cookies = new Map<string, string>();
let authenticator: Authenticator;
let appPassword: string;

beforeAll(async () => {
  system = await startSystem();
  admin = system.firstRun.admin;
}, 180_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Record<string, unknown>;
}

/** As the page at /admin/ asks, over TLS; each connection may be another worker's. */
function ask(method: string, path: string, body?: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-congthu': '1', cookie };
    const asked = request(
      { host: '127.0.0.1', port: system.ports.https, ca: system.ca, agent: false, method, path, headers },
      async (reply) => {
        let text = '';
        for await (const piece of reply.setEncoding('utf8')) text += piece;
        for (const line of reply.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          if (value === '') cookies.delete(name);
          else cookies.set(name, value);
        }
        const isJson = /json/.test(reply.headers['content-type'] ?? '');
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
        });
      },
    );
    asked.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const api = (method: string, path: string, body?: object) => ask(method, `/api/v1${path}`, body);
async function opensMailbox(password: string): Promise<boolean> {
  try {
    await using _imap = await openImap(system, { address: admin.address, password });
    return true;
  } catch (error) {
    if ((error as { authenticationFailed?: boolean }).authenticationFailed) return false;
    throw error;
  }
}

it('sends a browser in the clear to TLS, where the application or word of it is', async () => {
  const sent = await fetch(`http://127.0.0.1:${system.ports.http}/admin/people?q=an`, { redirect: 'manual' });
  expect([sent.status, sent.headers.get('location')]).toEqual([308, `https://127.0.0.1:${system.ports.https}/admin/people?q=an`]);
  const page = await ask('GET', '/admin/people?q=an');
  expect([200, 404]).toContain(page.status);
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'/);
});

it('has a new administrator set up a second factor first, in every process', async () => {
  expect(await opensMailbox(admin.password)).toBe(true);
  expect((await api('POST', '/session', { ...admin, password: 'sai rồi' })).status).toBe(401);
  expect((await api('POST', '/session', { address: admin.address, password: admin.password })).body).toEqual({ state: 'signed-in' });
  for (let turn = 0; turn < 4; turn++)
    expect((await api('GET', '/units')).body).toMatchObject({ type: 'urn:congthu:problem:second-factor-needed' });
  authenticator = new Authenticator((await api('POST', '/me/totp')).body.uri as string);
  expect((await api('POST', '/me/totp/confirm', { code: authenticator.code() })).status).toBe(200);
  for (let turn = 0; turn < 4; turn++) expect((await api('GET', '/units')).status).toBe(200);
  appPassword = (await api('POST', '/me/app-passwords', { label: 'Thunderbird' })).body.password as string;
});

it('then takes app passwords alone from mail programs, and the code from browsers', async () => {
  expect(await opensMailbox(admin.password)).toBe(false);
  expect(await opensMailbox(appPassword)).toBe(true);
  expect((await api('DELETE', '/session')).status).toBe(204);
  expect((await api('GET', '/session')).status).toBe(401);
  expect((await api('POST', '/session', { address: admin.address, password: admin.password })).body).toMatchObject({
    state: 'second-factor',
  });
  expect((await api('GET', '/session')).status).toBe(401);
  expect((await api('POST', '/session/second-factor', { totp: authenticator.nextCode() })).status).toBe(200);
  expect((await api('GET', '/session')).body).toMatchObject({ address: admin.address, session: { proofs: ['password', 'totp'] } });
});

it('signs out whose second factor an administrator took away', async () => {
  const { code, stdout } = await system.command('user', 'reset-second-factor', admin.address, '--reason', 'mất điện thoại');
  expect([code, stdout]).toEqual([0, expect.stringContaining('Đã gỡ')]);
  for (let turn = 0; turn < 4; turn++) expect((await api('GET', '/session')).status).toBe(401);
  expect(await opensMailbox(admin.password)).toBe(true);
});

it('has all of it in the audit, and nothing secret in the log', async () => {
  const counted = () =>
    system.query<{ act: string; credential: string }>(
      `SELECT act, credential FROM audit_tally WHERE via = 'http' AND act LIKE 'session.%'`,
    );
  await waitUntil('sign-ins are counted', async () => (await counted()).length >= 3);
  const seen = (await counted()).map(({ act, credential }) => `${act} ${credential.split(' ')[0]}`);
  expect(seen.filter((one) => one === 'session.sign-in web-session')).toHaveLength(2);
  expect(seen).toContain('session.sign-in-failed ');
  const entries = await system.query<{ act: string }>(
    `SELECT act FROM audit WHERE target = '${admin.address}' AND act ~ 'factor|app-password' ORDER BY id`,
  );
  expect(entries.map(({ act }) => act)).toEqual([
    'account.set-up-second-factor',
    'account.create-app-password',
    'account.remove-second-factor',
  ]);
  const said = system.program.stdout + system.program.stderr;
  for (const secret of [admin.password, appPassword, ...cookies.values()]) expect(said).not.toContain(secret);
});
