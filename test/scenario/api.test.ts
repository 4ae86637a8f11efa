import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 90_000 }); // each command is a process, on a machine that may be busy

let system: TestSystem;
let operator: { id: string; token: string };
let staff: { id: string; token: string };

beforeAll(async () => {
  system = await startSystem();
  operator = await tokenOf(system.firstRun.admin.address);
  staff = await tokenOf('anhnv.tt@backan.gov.vn');
}, 180_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await system.command(...args);
  if (code !== 0) throw new Error(`congthu ${args.join(' ')}: ${stderr}`);
  return stdout;
}

async function tokenOf(address: string): Promise<{ id: string; token: string }> {
  return JSON.parse(await done('token', 'create', address, '--label', 'Thử nghiệm', '--json')) as { id: string; token: string };
}

const at = (path: string) => `http://127.0.0.1:${system.ports.http}/api/v1${path}`;

async function ask(path: string, token: string, body?: object) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const reply = await fetch(at(path), body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> & { items: Record<string, unknown>[]; id: number } };
}

/** Over TLS, trusting the province's own authority alone. */
function statusOverTls(path: string, token: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const asked = request({ host: '127.0.0.1', port: system.ports.https, path: `/api/v1${path}`, ca: system.ca, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode);
    });
    asked.once('error', reject).end();
  });
}

it('lets nobody in without a token, and says so in the language asked for', async () => {
  const reply = await fetch(at('/people'), { headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect(reply.status).toBe(401);
  expect(await reply.json()).toMatchObject({ title: 'Not authenticated', detail: 'A token is needed: Authorization: Bearer …' });
});

it('shows a person of the province the directory, in the clear on this machine and over TLS', async () => {
  const { body } = await ask('/people?q=nguyen van an', staff.token);
  expect(body.items).toMatchObject([{ name: 'Nguyễn Văn Anh', address: 'anhnv.tt@backan.gov.vn' }]);
  expect((await ask('/units?q=so thong tin', staff.token)).body.items).toMatchObject([{ address: 'tt@backan.gov.vn' }]);
  expect(await statusOverTls('/units', staff.token)).toBe(200);
  expect((await ask('/accounts', staff.token)).status).toBe(403);
});

it('suspends somebody as the command line would, who then signs in nowhere', async () => {
  const person = system.personNamed('Ma Thị Lan');
  const mine = await tokenOf(person.address);
  const request = { do: 'suspend', person: person.address, reason: 'QĐ 12' };
  expect((await ask('/people/plans', staff.token, { request })).status).toBe(403);
  expect(await ask('/people/plans', operator.token, { request, dryRun: true })).toMatchObject({ status: 200, body: { state: 'preview' } });
  expect((await ask('/units', mine.token)).status).toBe(200);
  expect(await ask('/people/plans', operator.token, { request })).toMatchObject({ status: 201, body: { state: 'carried-out' } });
  expect((await ask('/units', mine.token)).status).toBe(401);
  expect(await done('person', 'show', person.address)).toContain('tạm dừng công tác');
});

it('keeps a plan that the command line then shows, and gives up one of the command line', async () => {
  const kept = { effectiveOn: '2099-01-01', request: { changes: [{ do: 'rename', unit: 'tt@backan.gov.vn', name: 'Sở Truyền thông' }] } };
  const { body } = await ask('/units/plans', operator.token, kept);
  expect(JSON.parse(await done('plan', 'show', String(body.id), '--json'))).toMatchObject({ state: 'planned', effectiveOn: '2099-01-01' });
  const { planId } = JSON.parse(await done('unit', 'rename', 'tt@backan.gov.vn', 'Sở Thông tin', '--on', '2099-02-01', '--json')) as {
    planId: number;
  };
  expect((await ask(`/plans/${planId}/cancel`, operator.token, {})).status).toBe(200);
  expect(JSON.parse(await done('plan', 'show', String(planId), '--json'))).toMatchObject({ state: 'cancelled' });
});

it('refuses a token from its revocation on, in every process', async () => {
  expect(await done('token', 'list', 'anhnv.tt@backan.gov.vn')).toMatch(new RegExp(`${staff.id} +Thử nghiệm .*dùng lần cuối`));
  await done('token', 'revoke', 'anhnv.tt@backan.gov.vn', staff.id);
  // Each connection may be another worker's.
  for (let turn = 0; turn < 6; turn += 1) expect(await statusOverTls('/units', staff.token)).toBe(401);
  expect(await done('token', 'list', 'anhnv.tt@backan.gov.vn')).toContain('đã thu hồi');
  const again = await system.command('token', 'revoke', 'anhnv.tt@backan.gov.vn', staff.id);
  expect(again.code).toBe(1);
});

it('has its tokens in the audit, and no token in the log', async () => {
  const entries = await system.query<{ act: string }>(
    `SELECT act FROM audit WHERE target = 'anhnv.tt@backan.gov.vn' AND act LIKE '%token' ORDER BY id`,
  );
  expect(entries.map(({ act }) => act)).toEqual(['account.create-token', 'account.revoke-token']);
  const said = system.program.stdout + system.program.stderr;
  for (const { token } of [operator, staff]) expect(said).not.toContain(token.slice(-26));
});
