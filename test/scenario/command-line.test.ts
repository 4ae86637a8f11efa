import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeEmbeddedCluster } from '#io/embedded-postgres/remove-cluster.ts';
import { runCongthu } from '#test/helpers/congthu-process.ts';

let folder: string;
let config: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-test-command-'));
  await chmod(folder, 0o711);
  config = join(folder, 'test.yaml');
  await writeFile(config, JSON.stringify({ database: process.getuid?.() === 0 ? { osUser: 'nobody' } : {} }));
});

afterAll(async () => {
  await removeEmbeddedCluster(folder, () => undefined);
  await rm(folder, { recursive: true, force: true });
});

const init = () => runCongthu(['init', ...where(), '--province', 'config/provinces/bac-kan/province.yaml']);
let initiated: ReturnType<typeof init> | undefined;
const initOnce = () => (initiated ??= init());
const where = () => ['--config', config, '--data', folder];

/** Names of subcommands, from what --help prints. */
function commandsIn(help: string): string[] {
  const listed = help.split(/^Commands:$/m)[1] ?? '';
  return [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map((match) => match[1] ?? '').filter((name) => name !== 'help');
}

/** What stands below a command, by its own word. */
async function helpOf(path: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runCongthu([...path, '--help']);
  expect({ path, code, stderr }).toEqual({ path, code: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: congthu/);
  return commandsIn(stdout).map((name) => [...path, name].join(' '));
}

const namedWrongly = [
  [['name', 'person', 'Nguyễn Văn Anh']],
  [['name', 'person', 'Nguyễn Văn Anh', '--unit', 'tt', '--born', '1985-02-30']],
  [['name', 'unit', 'Xã Yên Mỹ', '--kind', 'xa']],
];

describe('congthu', () => {
  it('explains itself and its groups of commands with --help, one after another', async () => {
    const commands = await helpOf([]);
    // Those below are looked at in one process: src/cli/command-line.test.ts.
    for (const group of [...commands]) commands.push(...(await helpOf([group])));
    expect(commands).toEqual(expect.arrayContaining(['serve', 'init', 'migrate', 'user', 'queue list']));
  }, 90_000); // a process for each, on a machine that may be busy

  it('tells its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect((await runCongthu(['--version'])).stdout.trim()).toBe(version);
  });

  it.each([[['phuc-vu']], [['serve', '--port-bas', '1']], [['serve', '--port-base', 'x']], [['init']], ...namedWrongly])(
    'ends with 2 for %j',
    async (args) => {
      const { code, stdout, stderr } = await runCongthu(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).not.toBe('');
    },
  );

  it.each([
    ['portBase: 70000', 'portBase'],
    ['limits: { messageOctetsMax: mot }', 'limits.messageOctetsMax'],
    ['scan: { clamd: { hots: a } }', 'scan.clamd'],
    ['khongCo: 1', 'khongCo'],
    ['portBase: [', 'wrong.yaml'],
  ])('does not start with %s, and names %s', async (yaml, key) => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, yaml);
    const { code, stderr } = await runCongthu(['serve', '--config', file, '--data', join(folder, 'never')]);
    expect(code).toBe(1);
    expect(stderr).toContain(key);
  });

  it('names an environment variable that means nothing', async () => {
    const { code, stderr } = await runCongthu(['migrate', '--data', join(folder, 'never')], { CONGTHU_PORT_BSE: '1' });
    expect(code).toBe(1);
    expect(stderr).toContain('CONGTHU_PORT_BSE');
  });
});

describe('congthu init', () => {
  it('sets up a province without sample people, once', async () => {
    const first = await initOnce();
    expect(first).toMatchObject({ code: 0, stderr: expect.not.stringContaining('Error') });
    const made = JSON.parse(await readFile(join(folder, 'first-run.json'), 'utf8')) as { people: unknown[]; admin: { password: string } };
    expect(made.people).toEqual([]);
    expect(first.stdout).not.toContain(made.admin.password);

    const again = await init();
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/set up already/);
    const migrated = await runCongthu(['migrate', ...where()]);
    expect(migrated.code).toBe(0);
  }, 120_000);
});

describe('congthu name', () => {
  beforeAll(() => initOnce(), 120_000);

  it('refuses a unit that is not there, and says which was meant', async () => {
    const { code, stdout, stderr } = await runCongthu(['name', 'person', 'Nguyễn Văn Anh', '--unit', 'phongnc.tt', ...where()]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('có phải phongcn.tt@backan.gov.vn (Phòng Công nghệ thông tin)?');
  }, 60_000);

  it('proposes names for a person, with how each was made', async () => {
    const { code, stdout } = await runCongthu(['name', 'person', 'Nguyễn Văn Anh', '--unit', 'phongcn.tt', ...where()]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nguyễn Văn Anh · tt@backan\.gov\.vn · bac-kan\n/);
    expect(stdout).toMatch(/ {2}anhnv\.tt@backan\.gov\.vn\n {6}Theo quy tắc: anh \(tên\).*\n {6}By the rule: anh \(given name\)/);
  }, 60_000);

  it('tells other programs what is free for a unit and what is taken', async () => {
    const { code, stdout } = await runCongthu(['name', 'unit', 'Sở Nội vụ', '--kind', 'agency', '--json', ...where()]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      free: [{ address: 'snv@backan.gov.vn', how: 'kind-word' }, { address: 'noivu@backan.gov.vn' }, {}, {}, {}],
      taken: [{ address: 'nv@backan.gov.vn', owner: 'Sở Nội vụ', accountKind: 'unit' }],
    });
  }, 60_000);
});
