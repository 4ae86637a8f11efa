import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';

const program = commandLine('1.2.3');

function commandsBelow(command: Command, path: string): [path: string, command: Command][] {
  return command.commands.flatMap((below) => [
    [`${path} ${below.name()}`, below] as [string, Command],
    ...commandsBelow(below, `${path} ${below.name()}`),
  ]);
}

const all: [path: string, command: Command][] = [['congthu', program], ...commandsBelow(program, 'congthu')];
/** `tiếng Việt / English`, the Vietnamese with at least one letter that English has not. */
const inBoth = /^[^/]*[à-ỹđĐÀ-Ỹ][^/]* \/ .*[a-z]/;

describe('congthu', () => {
  it('is what npx runs: an executable file that names its interpreter', async () => {
    const { bin } = JSON.parse(await readFile('package.json', 'utf8')) as { bin: { congthu: string } };
    expect((await stat(bin.congthu)).mode & 0o111).toBe(0o111);
    expect(await readFile(bin.congthu, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it('has the commands of the documents', () => {
    const leaves = all.filter(([, command]) => command.commands.length === 0).map(([path]) => path);
    const promised = [
      ...['serve', 'init', 'migrate', 'config check'],
      ...['user list', 'user show', 'user set-password', 'user app-password', 'user lock', 'user unlock'],
      ...['name person', 'name unit'],
      ...['role list', 'role grant', 'role revoke', 'delegation list', 'delegation grant', 'delegation end'],
      ...['approval list', 'approval approve'],
      ...['token create', 'token list', 'token revoke'],
      ...['queue list', 'queue retry', 'queue hold', 'queue release', 'queue cancel'],
    ];
    expect(leaves).toEqual(expect.arrayContaining(promised.map((name) => `congthu ${name}`)));
  });

  it.each(all)('%s explains itself, its options and arguments, in Vietnamese first and in English', (_path, command) => {
    if (command !== program) expect(command.description()).toMatch(inBoth);
    const help = command.helpInformation();
    expect(help).toMatch(/--help +trợ giúp \/ /);
    for (const { flags, description } of command.options) expect(`${flags}: ${description}`).toMatch(/: [^/]*[à-ỹđ][^/]* \/ /i);
    for (const argument of command.registeredArguments) expect(argument.description).toMatch(inBoth);
  });

  it('answers programs with --json, and shows with --dry-run what a change would be, in every command of the directory', () => {
    const groups = /^congthu (?:role|delegation|approval|token|user|unit|plan|person|request|outage|calendar) /;
    const leaves = all.filter(([path, { commands }]) => commands.length === 0 && groups.test(path));
    const without = (long: string) =>
      leaves.filter(([, { options }]) => !options.some((one) => one.long === long)).map(([path]) => path.slice(8));
    expect(without('--json')).toEqual(['plan minutes', 'request template']); // both write a file
    // What is read, and what is made only to be shown once.
    const readsOnly = without('--dry-run').filter((path) => !/ (?:list|show|tree|find|statistics|template|minutes)$/.test(path));
    expect(readsOnly.toSorted()).toEqual(['token create', 'user app-password', 'user hide-capability']);
  });

  it('lets nobody say who they are without proof', () => {
    for (const [path, { options }] of all) {
      expect(
        options.map(({ long }) => long),
        path,
      ).not.toContain('--as');
      const by = options.find(({ long }) => long === '--by');
      if (by) expect(by.description).toContain('mật khẩu');
    }
  });

  it('takes the common options with every command that does something', () => {
    // What prints the defaults reads no configuration.
    for (const [path, command] of all.filter(([name, one]) => one.commands.length === 0 && name !== 'congthu config example'))
      expect(
        command.options.map(({ long }) => long),
        path,
      ).toEqual(expect.arrayContaining(['--config', '--data', '--port-base']));
  });
});
