#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { addInit } from './cli/init.ts';
import { addMigrate } from './cli/migrate.ts';
import { addQueue } from './cli/queue.ts';
import { addServe } from './cli/serve.ts';
import { addUser } from './cli/user.ts';

// The command line. Exit codes: 0 done, 1 refused or failed (said on standard error), 2 the command was given wrongly.

const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

const program = new Command('congthu')
  .description('Công Thư: thư điện tử công vụ của một tỉnh / official mail for a province')
  .version(version)
  .showHelpAfterError('(congthu --help shows what there is)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

for (const add of [addServe, addInit, addMigrate, addUser, addQueue]) add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(`congthu: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
