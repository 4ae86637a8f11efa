import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectionConfig } from '#io/database.ts';
import { runCongthu } from '#test/helpers/congthu-process.ts';
import { messagesIn, openImap, submit } from '#test/helpers/mail-clients.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // commands are processes, on a machine that may be busy

let system: TestSystem;
let head: SamplePerson;
let other: SamplePerson;
let keyFile: string;
const unit = 'phongcn.tt@backan.gov.vn';
const handOver = 'export';

beforeAll(async () => {
  system = await startSystem();
  head = system.person('anhnv.tt@backan.gov.vn');
  other = system.personNamed('Ma Thị Lan');
  keyFile = join(system.dataDir, 'audit.pub');
  await writeFile(keyFile, await done('audit', 'key'));
}, 150_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await system.command(...args);
  if (code !== 0) throw new Error(`congthu ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const sealed = () =>
  waitUntil('all is sealed', async () => (await system.query<{ n: number }>('SELECT count(*) AS n FROM audit_unsealed'))[0]?.n === 0);

/** As whoever owns the database: against that role rights do not help, the chain does. */
async function asOwner(statement: string): Promise<void> {
  const address = JSON.parse(await readFile(join(system.dataDir, 'database.json'), 'utf8'));
  const client = new pg.Client(connectionConfig({ ...address, user: 'congthu_owner' }));
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

describe('what people do', () => {
  it('is counted: who signed in, failed to, opened another’s mailbox, sent as a unit; never what they typed or wrote', async () => {
    await expect(openImap(system, { ...head, password: 'S3cr3t-sai' })).rejects.toThrow();
    await expect(openImap(system, { address: 'S3cr3t-sai', password: 'x' })).rejects.toThrow();
    await using client = await openImap(system, head);
    await messagesIn(client, `Shared/${unit}/INBOX`);
    const { octets } = sampleMessage({ from: unit, to: other.address, subject: 'S3cr3t-thu' });
    await submit(system, { from: head, envelopeFrom: unit, to: [other.address], raw: octets });
    const wanted = 'message.send smtp,mailbox.open imap,session.sign-in imap,session.sign-in smtp,session.sign-in-failed imap';
    const counts = async () => {
      const rows = await system.query<{ act: string; via: string }>('SELECT act, via FROM audit_tally');
      return [...new Set(rows.map(({ act, via }) => `${act} ${via}`))].sort();
    };
    await waitUntil('all is counted', async () => String(await counts()) === String(wanted.split(',').sort()));
    const all = await system.query<{ all: string }>('SELECT json_agg(audit_tally)::text AS all FROM audit_tally');
    expect(all[0]?.all).not.toMatch(/S3cr3t/i);
  });

  it('at the console names the user of the machine', async () => {
    await done('user', 'lock', other.address, '--reason', 'nghỉ hưu');
    await done('user', 'unlock', other.address);
    const [entry] = await system.query<{ program: string }>("SELECT program FROM audit WHERE act = 'account.lock'");
    expect(entry?.program).toMatch(/^congthu command, \S+/);
  });
});

describe('congthu audit', () => {
  it('refuses a person, act or day that is none', async () => {
    for (const [option, value] of [
      ['--person', 'khong-co@backan.gov.vn'],
      ['--act', 'account.explode'],
      ['--from', '2026-13-01'],
    ] as const)
      expect(await system.command('audit', 'list', option, value)).toMatchObject({ code: 1, stderr: expect.stringContaining(value) });
  });

  it('lists by person, by act and by day', async () => {
    const listed = await done('audit', 'list', '--person', other.address, '--act', 'account', '--from', '2026-01-01');
    expect(listed).toMatch(
      /Mở khoá tài khoản .*\n[\s\S]*Khoá tài khoản .* \/ Locked the account .*\n {4}\{"reason":"nghỉ hưu","before":\{"state":"active"\},"after":\{"state":"locked"\}\}/,
    );
    expect(await done('audit', 'list', '--person', head.address, '--act', 'account.lock')).toMatch(/Không có bản ghi nào/);
    expect(await done('audit', 'list', '--to', '2020-01-01')).toMatch(/Không có bản ghi nào/);
  });

  it('exports what an inspector checks without us, and records that it did', async () => {
    await sealed();
    const file = join(system.dataDir, 'audit.jsonl');
    await done('audit', handOver, '--output', file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await system.command('audit', handOver, '--output', file)).code).toBe(1);
    const verify = (path: string) => runCongthu(['audit', 'verify', '--file', path, '--key', keyFile]);
    expect(await verify(file)).toMatchObject({ code: 0, stdout: expect.stringContaining('Không có gì bị sửa') });
    expect(await done('audit', 'verify', '--witness', file)).toMatch(/Không có gì bị sửa/);
    expect((await system.command('audit', 'verify', '--witness', keyFile)).stderr).toMatch(/không đúng chữ ký/);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('nghỉ hưu', 'nghỉ phép'));
    const [entry] = await system.query<{ id: number }>("SELECT id FROM audit WHERE act = 'account.lock'");
    expect(await verify(file)).toMatchObject({ code: 1, stderr: expect.stringContaining(`Bản ghi ${entry?.id} đã bị sửa`) });
    expect((await runCongthu(['audit', 'verify', '--file', file])).stderr).toMatch(/thiếu khoá công khai/);
    expect(await done('audit', 'list', '--act', 'audit.export')).toMatch(/Xuất nhật ký kiểm toán .*audit\.jsonl/);
  });

  it('exports a table that a spreadsheet program reads', async () => {
    const table = await done('audit', handOver, '--format', 'csv', '--act', 'account');
    const lines = table.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFSố,Lúc,Người thực hiện,/);
    expect(lines.filter((line) => line.includes('account.lock'))).toHaveLength(1);
  });

  it('finds what was changed in the database, names it and ends with 1', async () => {
    await sealed();
    expect(await done('audit', 'verify')).toMatch(/Không có gì bị sửa/);
    const [entry] = await system.query<{ id: number }>("SELECT id FROM audit WHERE act = 'account.lock'");
    await asOwner(`UPDATE audit SET target = 'ai.do@backan.gov.vn' WHERE id = ${entry?.id}`);
    const broken = await system.command('audit', 'verify');
    expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining(`Bản ghi ${entry?.id} đã bị sửa`) });
    expect(broken.stdout).toMatch(/Sai \/ broken: 1/);
  });
});
