import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

let api: ApiHouse;
let operator: { token: string; address: string; accountId: number };
beforeAll(async () => {
  api = await openApiHouse();
  operator = await api.somebody('Hà Văn Sơn', 'operator');
});
afterAll(() => api?.[Symbol.asyncDispose]());
afterEach(async () => {
  await rm(dirname(api.settings.file), { recursive: true, force: true });
  await mkdir(dirname(api.settings.file));
});

type Value = string | number | boolean | readonly (string | number)[] | null;
interface Item {
  readonly key: string;
  readonly value: Value;
  readonly isSet: boolean;
  readonly source: string;
  readonly next: Value;
  readonly waitsForRestart: boolean;
  readonly closed: { vi: string } | null;
}
interface Answered {
  readonly faults: string[];
  readonly sections: { section: string; items: Item[] }[];
  readonly former: { name: string }[];
  readonly differences: { key: string; before: Value; after: Value }[];
  readonly problems: { at: string; detail: string }[];
  readonly detail: string;
  readonly type: string;
}

async function show() {
  const reply = await api.ask('/settings', { token: operator.token });
  const text = await reply.text();
  return { text, tag: reply.headers.get('etag') ?? '', ...(JSON.parse(text) as Answered) };
}
const itemOf = ({ sections }: Pick<Answered, 'sections'>, key: string) =>
  sections.flatMap(({ items }) => items).find((one) => one.key === key)!;

async function send(method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const reply = await api.ask(path, { token: operator.token, method, body, headers: { 'idempotency-key': randomUUID(), ...headers } });
  return { status: reply.status, body: (await reply.json()) as Answered };
}
const put = async (body: object, tag?: string) => send('PUT', '/settings', body, { 'if-match': tag ?? (await show()).tag });
const preview = (body: object) => send('POST', '/settings/preview', body);
const change = (key: string, value: Value) => ({ changes: [{ key, value }] });
const keep = (text: string) => writeFile(api.settings.file, text, { mode: 0o640 });
const kept = () => readFile(api.settings.file, 'utf8');

describe('a password that was changed in a file with a fault', () => {
  it('is told nowhere when the fault is mended: not in the difference, not in the audit', async () => {
    await keep('relay:\n  host: relay.example.vn\n  password: bimat-9\nweb:\n  idleMinutes: 3\n');
    const seen = await preview(change('web.idleMinutes', 20));
    const done = await put(change('web.idleMinutes', 20));
    expect([seen.status, done.status]).toEqual([200, 200]);
    expect(done.body.differences.map(({ key }) => key)).toContain('relay.host');
    const [{ all } = { all: '' }] = await api.house.rows<{ all: string }>(
      "SELECT jsonb_agg(audit)::text AS all FROM audit WHERE act = 'settings.change'",
      [],
    );
    expect(all).toContain('idleMinutes');
    for (const text of [JSON.stringify(seen.body), JSON.stringify(done.body), all]) expect(text).not.toContain('bimat-9');
  });
});

describe('a change of the settings is refused', () => {
  it('for a path, a secret, or what leads mail elsewhere, and says why', async () => {
    for (const [key, value] of [
      ['dataDir', '/etc'],
      ['tls.key', '/etc/shadow'],
      ['province', '/etc/passwd'],
      ['relay.host', 'evil.example'],
      ['relay.password', 'x'],
      ['scan.clamd.host', 'evil.example'],
      ['database.url', 'postgres://evil/x'],
      ['bind', ['0.0.0.0']],
      ['audit.monthsKept', 6],
    ] as const) {
      for (const refused of [await preview(change(key, value)), await put(change(key, value))]) {
        expect(refused.status, key).toBe(403);
        expect(refused.body.problems[0]?.at).toBe(key);
      }
    }
    expect(await readdir(dirname(api.settings.file))).toEqual([]);
  });

  it('for what the schema does not take, at its key and in Vietnamese', async () => {
    const { status, body } = await preview({
      changes: [
        { key: 'web.idleMinutes', value: 1 },
        { key: 'requests.remindAt', value: '7h30' },
        { key: 'portal.people', value: '../../etc' },
      ],
    });
    expect(status).toBe(400);
    expect(body.problems.map(({ at }) => at).sort()).toEqual(['portal.people', 'requests.remindAt', 'web.idleMinutes']);
    expect(body.problems.find(({ at }) => at === 'requests.remindAt')?.detail).toBe('phải là giờ như 10:30');
    expect((await preview(change('__proto__.x', 1))).status).toBe(404);
    expect((await preview(change('web', 1))).status).toBe(404);
    expect((await preview(change('web.idleMinutes', 30))).body.detail).toBe('Không có gì thay đổi');
    const twice = { changes: [...change('web.idleMinutes', 45).changes, ...change('web.idleMinutes', 46).changes] };
    expect((await put(twice)).status).toBe(400);
    expect((await put({ ...change('web.idleMinutes', 45), restore: 'x' })).status).toBe(400);
  });

  it('without the tag, or when the file has changed since it was read', async () => {
    await keep('log:\n  level: warn\n');
    const { tag } = await show();
    expect((await send('PUT', '/settings', change('web.idleMinutes', 45))).status).toBe(400);
    await keep('log:\n  level: error\n');
    expect((await put(change('web.idleMinutes', 45), tag)).status).toBe(412);
    expect(await kept()).toBe('log:\n  level: error\n');
  });

  it('to a file that is no YAML, is put so that it cannot be changed, or cannot be written', async () => {
    await keep('relay: [bimat\n');
    const broken = await show();
    expect(broken.faults).toHaveLength(1);
    expect(broken.text).not.toContain('bimat');
    expect((await put(change('web.idleMinutes', 45))).status).toBe(409);
    await keep('limits: &a {connectionsMax: 10}\nweb: *a\n');
    expect((await put(change('web.idleMinutes', 45))).status).toBe(409);
    // A folder in its place: root may write everywhere else.
    await rm(api.settings.file);
    await mkdir(api.settings.file);
    expect((await put(change('web.idleMinutes', 45), '*')).status).toBe(503);
  });

  it('of a former file by any other name than those that are listed', async () => {
    await writeFile(`${dirname(api.settings.file)}/../congthu-test-outside.bak`, 'web: {idleMinutes: 45}\n');
    for (const restore of ['../congthu-test-outside.bak', '/etc/passwd', 'congthu.yaml', 'congthu.yaml.2026-01-01T000000.000Z.bak'])
      expect((await put({ restore })).status, restore).toBe(404);
    await rm(`${dirname(api.settings.file)}/../congthu-test-outside.bak`);
  });
});

it('no secret is in what is shown, only whether it is set', async () => {
  await keep('relay:\n  host: relay.example.vn\n  password: bimat\n');
  const shown = await show();
  expect(shown.text).not.toContain('bimat');
  expect(itemOf(shown, 'relay.password')).toMatchObject({ value: null, next: null, isSet: false, waitsForRestart: true });
});

it('a change is written with all else as it was, the file before it is kept, and it waits for a restart', async () => {
  const before = '# của tỉnh\nrelay:\n  host: relay.example.vn # đừng đổi\n  password: bimat\nweb:\n  idleMinutes: 20\n';
  await keep(before);
  const asked = { changes: [...change('web.idleMinutes', 45).changes, { key: 'duties.remindAt', value: ['09:00'] }] };
  const seen = await preview(asked);
  expect(seen.body.differences).toMatchObject([
    { key: 'web.idleMinutes', before: 20, after: 45 },
    { key: 'duties.remindAt', before: ['10:30', '15:30'], after: ['09:00'] },
  ]);
  expect(await kept()).toBe(before);
  const done = await put(asked);
  expect(done).toEqual({ status: 200, body: seen.body });
  expect(await kept()).toBe(before.replace('20', '45').concat('duties:\n  remindAt: ["09:00"]\n'));
  expect((await stat(api.settings.file)).mode & 0o777).toBe(0o640);
  const shown = await show();
  expect(itemOf(shown, 'web.idleMinutes')).toMatchObject({ value: 30, next: 45, waitsForRestart: true, source: 'file' });
  const [former] = shown.former;
  expect(await readFile(`${dirname(api.settings.file)}/${former!.name}`, 'utf8')).toBe(before);
  const [entry] = await api.house.rows<{ target: string; actor_address: string; text: string }>(
    `SELECT target, actor_address, to_jsonb(audit)::text AS text FROM audit WHERE act = 'settings.change' ORDER BY id DESC LIMIT 1`,
  );
  expect(entry).toMatchObject({ target: 'web.idleMinutes, duties.remindAt', actor_address: operator.address });
  expect(entry!.text).not.toContain('bimat');
});

it('a former file brings back what may be changed here, and nothing else', async () => {
  await keep('relay: {host: old.example.vn}\nweb: {idleMinutes: 20}\n');
  expect((await put(change('web.idleMinutes', 45))).status).toBe(200);
  const [former] = (await show()).former;
  await keep('relay: {host: new.example.vn}\nweb: {idleMinutes: 45}\nlog: {level: warn}\n');
  const restored = await put({ restore: former!.name });
  expect(restored.body.differences).toMatchObject([
    { key: 'web.idleMinutes', before: 45, after: 20 },
    { key: 'log.level', before: 'warn', after: 'info' },
  ]);
  expect(await kept()).toBe('relay: {host: new.example.vn}\nweb: {idleMinutes: 20}\nlog: {}\n');
});

it('where there is no file one is made, which a start can read', async () => {
  expect((await put(change('portal.people', 'heads'))).status).toBe(200);
  expect(await kept()).toMatch(/^# Cấu hình Công Thư[\s\S]*\nportal:\n {2}people: heads\n$/);
  expect((await stat(api.settings.file)).mode & 0o777).toBe(0o600);
  expect((await show()).former).toEqual([]);
});

it('what the environment or the command line says is told, and closed', async () => {
  Object.assign(api.settings, { fromEnvironment: { web: { idleMinutes: 50 } }, overrides: { workers: 4 } });
  const shown = await show();
  Object.assign(api.settings, { fromEnvironment: {}, overrides: {} });
  expect(itemOf(shown, 'web.idleMinutes')).toMatchObject({ source: 'environment', next: 50 });
  expect(itemOf(shown, 'web.idleMinutes').closed?.vi).toContain('CONGTHU_WEB_IDLE_MINUTES');
  expect(itemOf(shown, 'workers')).toMatchObject({ source: 'command-line' });
});

it('where acts take two, a second person approves exactly these changes', async () => {
  await using two = await openApiHouse({ twoPeople: true });
  const one = await two.somebody('Hà Văn Sơn', 'operator');
  const other = await two.somebody('Lý Thị Mai', 'operator');
  const send = (body: object) =>
    two.ask('/settings', { token: one.token, method: 'PUT', body, headers: { 'if-match': '*', 'idempotency-key': randomUUID() } });
  const asked = { ...change('access.twoPeople', true), reason: 'QĐ 12' };
  const first = await send(asked);
  expect(first.status).toBe(403);
  const { approvalId } = (await first.json()) as { approvalId: number };
  const headers = { 'idempotency-key': randomUUID() };
  expect((await two.ask(`/approvals/${approvalId}/approve`, { token: other.token, method: 'POST', headers, body: {} })).status).toBe(200);
  expect((await send({ ...change('web.idleMinutes', 45), reason: 'QĐ 12' })).status).toBe(403);
  expect((await send(asked)).status).toBe(200);
});
