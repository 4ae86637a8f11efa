import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openImap } from '#test/helpers/mail-clients.ts';
import { runCommand } from '#test/helpers/run-command.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 120_000 }); // each command is a process, on a machine that may be busy

let system: TestSystem;
let who: Record<'commune' | 'district' | 'province' | 'other', SamplePerson>;
const [commune, district] = ['Xã Bằng Lãng', 'Huyện Chợ Đồn'];

beforeAll(async () => {
  system = await startSystem();
  who = {
    commune: system.personNamed('Đặng Thu Hà'),
    district: system.personNamed('Ma Thị Lan'),
    province: system.personNamed('Lê Minh'),
    other: system.personNamed('Nguyễn Văn Anh'),
  };
  const roles = { commune, district, province: 'Ủy ban nhân dân tỉnh Bắc Kạn', other: 'Xã Yên Mỹ' } as const;
  for (const [name, unit] of Object.entries(roles)) {
    const person = who[name as keyof typeof who];
    const given = await congthu(null, 'role', 'grant', person.address, '--role', 'unit-administrator', '--unit', unit);
    if (given.code !== 0) throw new Error(given.stderr);
  }
}, 240_000);
afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

/** By somebody, with their password; null: at the console. */
async function congthu(by: { address: string; password: string } | null, ...args: readonly string[]) {
  const where = ['--config', join(system.dataDir, 'test-config.yaml'), '--data', system.dataDir, '--port-base', String(system.portBase)];
  const proof = by === null ? [] : ['--by', by.address];
  const done = await runCommand(process.execPath, ['src/main.ts', ...args, ...proof, ...where], {
    input: by === null ? '' : `${by.password}\n`,
  });
  return { ...done, stdout: done.stdout.toString() };
}
async function done(by: { address: string; password: string } | null, ...args: readonly string[]) {
  const { code, stdout, stderr } = await congthu(by, 'request', ...args, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}\n${stdout}`);
  return JSON.parse(stdout);
}

describe('congthu request', () => {
  let number: string;

  it('refuses the officer of another unit, and a list with mistakes, all of them at once', async () => {
    const file = join(system.dataDir, 'danh-sach.csv');
    await writeFile(
      file,
      `Việc,Địa chỉ hiện có,Họ và tên,Đơn vị,Chức vụ\nTuyển dụng,,Hoàng Thị Bình,Xã Bằng Lăng,Công chức\nNghỉ hưu,${who.other.address},,,\n`,
    );
    const make = ['request', 'make', '--unit', commune, '--file', file];
    expect(await congthu(who.other, ...make)).toMatchObject({ code: 1, stderr: expect.stringContaining('cần vai trò: quản trị hệ thống') });
    const wrong = await congthu(who.commune, ...make);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/row 2, cột \/ column “Đơn vị”: .*có phải là “Xã Bằng Lãng”\?[\s\S]*row 3: Không thuộc đơn vị đề nghị/);
  });

  it('takes a commune’s list by the district and the province to the operator, returned once on its way', async () => {
    const file = join(system.dataDir, 'danh-sach.csv');
    await writeFile(file, `Họ và tên,Đơn vị,Chức vụ\nHoàng Thị Bình,${commune},Công chức\nHoàng Văn Chiến,${commune},Văn thư\n`);
    const made = await done(who.commune, 'make', '--unit', commune, '--file', file, '--title', 'Tuyển dụng đợt 1');
    expect(made).toMatchObject({ state: 'in-review', version: 1 });
    number = String(made.id);
    expect((await congthu(who.commune, 'request', 'endorse', number)).code).toBe(1);
    expect(await done(who.district, 'return', number, '--reason', 'Thiếu ngày sinh')).toMatchObject({ state: 'returned' });
    const form = ['--do', 'recruit', '--name', 'Hoàng Thị Bình', '--in', commune, '--post', 'Công chức', '--born', '1995-02-03'];
    expect(await done(who.commune, 'correct', number, '--line', '1', ...form)).toMatchObject({ state: 'in-review', version: 3 });
    const stale = await congthu(who.district, 'request', 'endorse', number, '--seen', '1');
    expect(stale).toMatchObject({ code: 1, stderr: expect.stringContaining(`submit  ${who.commune.address}`) });
    await done(who.district, 'endorse', number, '--seen', '3');
    expect(await done(who.province, 'endorse', number)).toMatchObject({ state: 'endorsed', atUnitId: null });
    expect((await congthu(who.province, 'request', 'carry-out', number)).code).toBe(1);
  });

  it('shows what would come of it, does it, and tells the unit, which reads it', async () => {
    const { admin } = system.firstRun;
    const seen = await done(admin, 'carry-out', number, '--dry-run');
    expect(seen.lines).toMatchObject([{ result: { address: 'binhht.banglang.chodon@backan.gov.vn' } }, { state: 'carried-out' }]);
    expect(await done(null, 'show', number)).toMatchObject({ state: 'endorsed' });
    expect(await done(admin, 'carry-out', number)).toMatchObject({ state: 'carried-out' });
    const shown = await done(null, 'show', number);
    expect(shown.history.map(({ step, by }: { step: string; by: string }) => [step, by])).toEqual([
      ...[
        ['make', who.commune.address],
        ['return', who.district.address],
        ['submit', who.commune.address],
      ],
      ...[
        ['endorse', who.district.address],
        ['endorse', who.province.address],
        ['carry-out', admin.address],
      ],
    ]);
    await using imap = await openImap(system, who.commune);
    await imap.mailboxOpen('INBOX');
    const [uid] = (await imap.search({ subject: `Đề nghị ${number}: đã thực hiện` }, { uid: true })) || [];
    const message = await imap.fetchOne(String(uid), { source: true }, { uid: true });
    const source = message ? message.source : undefined;
    const [, encoded = ''] = source?.toString().split('\r\n\r\n') || [];
    const text = Buffer.from(encoded, 'base64').toString();
    expect(text).toContain('1. Tuyển dụng: Hoàng Thị Bình <binhht.banglang.chodon@backan.gov.vn>: đã thực hiện');
    const facts = JSON.parse((await congthu(null, 'person', 'show', 'Hoàng Thị Bình', '--json')).stdout);
    expect(facts).toMatchObject({ birthDate: '1995-02-03', address: 'binhht.banglang.chodon@backan.gov.vn' });
  });

  it('lists what is there, and reckons how long it took', async () => {
    expect(await done(null, 'list', '--unit', district, '--state', 'carried-out')).toMatchObject([{ id: Number(number), lines: 2 }]);
    const day = new Date().toISOString().slice(0, 4);
    const figures = await done(null, 'statistics', '--from', `${day}-01-01`, '--to', `${day}-12-31`, '--unit', district);
    expect(figures).toMatchObject({ made: 1, carriedOut: 1, turns: { unitAbove: { count: 3 }, operator: { count: 1 } } });
  });
});
