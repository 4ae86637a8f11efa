import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { removeEmbeddedCluster } from '#io/embedded-postgres/remove-cluster.ts';
import { runCongthu } from '#test/helpers/congthu-process.ts';

vi.setConfig({ testTimeout: 90_000 }); // each command is a process that starts the database, on a machine that may be busy

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-test-unit-'));
  await chmod(folder, 0o711);
  await writeFile(join(folder, 'test.yaml'), JSON.stringify({ database: process.getuid?.() === 0 ? { osUser: 'nobody' } : {} }));
  const made = await congthu('init', '--province', 'config/provinces/bac-kan/province.yaml');
  if (made.code !== 0) throw new Error(made.stderr);
}, 120_000);

afterAll(async () => {
  await removeEmbeddedCluster(folder, () => undefined);
  await rm(folder, { recursive: true, force: true });
});

const congthu = (...args: string[]) => runCongthu([...args, '--config', join(folder, 'test.yaml'), '--data', folder]);
const json = async (...args: string[]) => JSON.parse((await congthu(...args, '--json')).stdout);

describe('congthu unit', () => {
  it('refuses what cannot be, says why and ends with 1', async () => {
    const wrong = await congthu('unit', 'rename', 'Sở Nội vu', 'Sở X');
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/có phải là “Sở Nội vụ”/);
    expect(await congthu('unit', 'show', 'Sở Nội vu')).toMatchObject({ code: 1, stderr: expect.stringContaining('Sở Nội vụ') });
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, 'changes:\n  - { do: destroy, unit: Sở Nội vụ }\n');
    const unread = await congthu('unit', 'reorganise', file);
    expect(unread).toMatchObject({ code: 1, stderr: expect.stringMatching(/changes\.0.*create, rename/s) });
  });

  it('previews, carries out today’s change and shows the history', async () => {
    const rename = ['unit', 'rename', 'Sở Nội vụ', 'Sở Tổ chức Cán bộ', '--addresses', 'renew'];
    const preview = await json(...rename, '--dry-run');
    expect(preview).toMatchObject({ state: 'preview', problems: [], deeds: { addresses: [{ from: 'nv@backan.gov.vn' }] } });
    expect((await json('unit', 'show', 'nv@backan.gov.vn')).versions).toHaveLength(1);
    expect((await congthu(...rename)).stdout).toMatch(/Đã thực hiện/);
    const facts = await json('unit', 'show', 'nv@backan.gov.vn');
    expect(facts.versions.map(({ name }: { name: string }) => name)).toEqual(['Sở Nội vụ', 'Sở Tổ chức Cán bộ']);
    expect(facts.addresses.map(({ kind }: { kind: string }) => kind)).toEqual(['primary', 'alias']);
    expect((await congthu('unit', 'tree')).stdout).toMatch(/^ {2}Sở Tổ chức Cán bộ {2}<tccb@backan\.gov\.vn>/m);
  });
});

describe('congthu plan', () => {
  it('keeps a file of changes for its day, shows it and cancels it', async () => {
    const file = join(folder, 'changes.yaml');
    await writeFile(
      file,
      `title: Nhập hai xã\neffectiveOn: 2999-07-01\nchanges:\n  - { do: merge, unit: Xã Yên Mỹ, into: Xã Yên Nhuận }\n`,
    );
    const { planId, state } = await json('unit', 'reorganise', file);
    expect(state).toBe('planned');
    expect((await congthu('plan', 'list')).stdout).toMatch(/2999-07-01 {2}chờ đến ngày .*Nhập hai xã/);
    expect((await congthu('plan', 'show', String(planId))).stdout).toMatch(/Xã Yên Mỹ: nhập vào .* Xã Yên Nhuận/);
    expect((await congthu('plan', 'carry-out', String(planId))).code).toBe(1);
    expect((await congthu('plan', 'cancel', String(planId))).stdout).toMatch(/Đã huỷ/);
    expect((await json('plan', 'carry-out', String(planId))).refused).toMatchObject({ kind: 'conflict' });
  });
});
