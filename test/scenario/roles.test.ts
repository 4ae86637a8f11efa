import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openImap } from '#test/helpers/mail-clients.ts';
import { runCommand } from '#test/helpers/run-command.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';

vi.setConfig({ testTimeout: 90_000 }); // each command is a process, on a machine that may be busy

let system: TestSystem;
let second: SamplePerson;
let owner: SamplePerson;
let reader: SamplePerson;

beforeAll(async () => {
  system = await startSystem({ config: { access: { twoPeople: true } } });
  second = system.personNamed('Đặng Thu Hà');
  owner = system.personNamed('Ma Thị Lan');
  reader = system.personNamed('Lê Minh');
  // One operator alone cannot make a second while two are asked for.
  const made = await congthu(['role', 'grant', second.address, '--role', 'operator'], [], { CONGTHU_ACCESS_TWO_PEOPLE: 'false' });
  if (made.code !== 0) throw new Error(made.stderr);
}, 180_000);

afterAll(() => system?.[Symbol.asyncDispose](), 60_000);

async function congthu(args: readonly string[], input: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const where = ['--config', join(system.dataDir, 'test-config.yaml'), '--data', system.dataDir, '--port-base', String(system.portBase)];
  const done = await runCommand(process.execPath, ['src/main.ts', ...args, ...where], {
    input: input.map((line) => `${line}\n`).join(''),
    env,
  });
  return { ...done, stdout: done.stdout.toString() };
}

async function mailboxesOf(person: SamplePerson): Promise<string[]> {
  await using imap = await openImap(system, person);
  return (await imap.list()).map(({ path }) => path);
}

describe('congthu role', () => {
  it('lists who runs the province', async () => {
    const { stdout } = await congthu(['role', 'list', '--json']);
    expect(JSON.parse(stdout).map(({ address, role, grantedBy }: Record<string, unknown>) => [address, role, grantedBy])).toEqual(
      [
        [second.address, 'operator', null],
        [system.firstRun.admin.address, 'operator', null],
      ].sort(),
    );
  });

  it('gives none at the console alone, while two people are asked for', async () => {
    const { code, stderr } = await congthu(['role', 'grant', owner.address, '--role', 'auditor']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('--by')]);
  });

  it('shows with --dry-run whether it would be done, and does nothing', async () => {
    const { admin } = system.firstRun;
    const lock = ['user', 'lock', owner.address, '--dry-run', '--json'];
    const { code, stdout } = await congthu(lock);
    expect([code, JSON.parse(stdout)]).toEqual([0, { state: 'preview', address: owner.address, accountState: 'locked' }]);
    expect(JSON.parse((await congthu(['user', 'show', owner.address, '--json'])).stdout)).toMatchObject({ state: 'active' });
    expect((await congthu([...lock, '--by', owner.address], [owner.password])).stderr).toContain('cần vai trò');
    // It takes a second person: that is said, and not put before one.
    const hold = ['person', 'hold', owner.address, '--reason', 'CV 1', '--by', admin.address, '--dry-run'];
    expect((await congthu(hold, [admin.password])).stderr).toContain('cần người thứ hai duyệt');
    expect(JSON.parse((await congthu(['approval', 'list', '--json'])).stdout)).toEqual([]);
  });

  it('refuses what a role does not allow, and says which would', async () => {
    const grant = ['role', 'grant', reader.address, '--role', 'auditor', '--by', owner.address];
    const { code, stderr } = await congthu(grant, [owner.password]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('cần vai trò: quản trị hệ thống')]);
  });
});

describe('a mailbox that is opened to another', () => {
  const opening = () => ['delegation', 'grant', owner.address, '--to', reader.address, '--until', tomorrow(), '--reason', 'thanh tra'];
  const tomorrow = () => new Date(Date.now() + 2 * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const shared = () => `Shared/${owner.address}/INBOX`;

  it('takes the word of two people who prove who they are', async () => {
    const { admin } = system.firstRun;
    const by = ['--by', admin.address];
    expect((await congthu([...opening(), ...by], [`${admin.password}x`])).stderr).toContain('không xác nhận được');
    const noted = await congthu([...opening(), ...by], [admin.password]);
    expect([noted.code, noted.stderr]).toEqual([1, expect.stringContaining('approval approve 1 ')]);
    expect((await congthu(['approval', 'list'])).stdout).toContain(`Mở hộp thư ${owner.address} cho ${reader.address} (read)`);
    expect((await congthu(['approval', 'approve', '1', ...by], [admin.password])).code).toBe(1);
    expect((await congthu(['approval', 'approve', '1', '--by', reader.address], [reader.password])).code).toBe(1);
    expect(await mailboxesOf(reader)).not.toContain(shared());

    expect((await congthu(['approval', 'approve', '1', '--by', second.address], [second.password])).code).toBe(0);
    const done = await congthu([...opening(), ...by], [admin.password]);
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(await mailboxesOf(reader)).toContain(shared());
    expect((await congthu([...opening(), ...by], [admin.password])).code).toBe(1);
  });

  it('is shown, and closed again by one', async () => {
    const { stdout } = await congthu(['delegation', 'list', owner.address, '--json']);
    const [given] = JSON.parse(stdout) as { id: number; to: string; rights: string[]; grantedBy: string }[];
    expect(given).toMatchObject({ to: reader.address, rights: ['read'], grantedBy: system.firstRun.admin.address });
    const end = ['delegation', 'end', owner.address, String(given!.id)];
    expect((await congthu([...end, '--by', reader.address], [reader.password])).code).toBe(1);
    expect((await congthu(end)).code).toBe(0);
    expect(await mailboxesOf(reader)).not.toContain(shared());
  });
});

describe('congthu user set-password', () => {
  it('takes two people for the account of somebody with a role, and one for others', async () => {
    const password = 'giấy tím 93 xanh';
    const ofOperator = await congthu(['user', 'set-password', second.address], [password]);
    expect([ofOperator.code, ofOperator.stderr]).toEqual([1, expect.stringContaining('--by')]);
    expect((await congthu(['user', 'set-password', owner.address, '--keep'], [password])).code).toBe(0);
    expect(await mailboxesOf({ ...owner, password })).toContain('INBOX');
  });

  it('is refused to who acts on themselves, or proves nothing', async () => {
    const { admin } = system.firstRun;
    const own = await congthu(['user', 'set-password', admin.address, '--by', admin.address], [admin.password, 'giấy tím 93 xanh']);
    expect([own.code, own.stderr]).toEqual([1, expect.stringContaining('cho chính mình')]);
    const onlyOne = await congthu(['user', 'set-password', owner.address, '--by', admin.address], [admin.password]);
    expect([onlyOne.code, onlyOne.stderr]).toEqual([1, expect.stringContaining('no password on standard input')]);
  });
});
