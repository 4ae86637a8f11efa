import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { addAccount } from './account.ts';
import { addAnnouncement } from './announcement.ts';
import { addApproval } from './approval.ts';
import { addAudit } from './audit.ts';
import { addBulk } from './bulk.ts';
import { addCalendar } from './calendar.ts';
import { addCertificates } from './certificate.ts';
import { addConfig } from './config.ts';
import { addDelegation } from './delegation.ts';
import { addDuty } from './duty.ts';
import { failureText } from './failure-text.ts';
import { addInit } from './init.ts';
import { addMigrate } from './migrate.ts';
import { addName } from './name.ts';
import { addOutage } from './outage.ts';
import { addPerson } from './person.ts';
import { addPlan } from './plan.ts';
import { addQueue } from './queue.ts';
import { addReport } from './report.ts';
import { addRequest } from './request.ts';
import { addRole } from './role.ts';
import { addServe } from './serve.ts';
import { addToken } from './token.ts';
import { addUnit } from './unit.ts';
import { usageText } from './usage-text.ts';
import { addUser } from './user.ts';

/** Exit codes: 0 done, 1 refused or failed (said on standard error), 2 the command was given wrongly. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = commandLine(await ownVersion());
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    console.error(`congthu: ${failureText(error)}`);
    process.exitCode = 1;
  }
}

/** The commands, not run yet. */
export function commandLine(version: string): Command {
  const program = new Command('congthu')
    .description('Công Thư: thư điện tử công vụ của một tỉnh / official mail for a province')
    .version(version, '-V, --version', 'số phiên bản / version number')
    .helpOption('-h, --help', 'trợ giúp / show this help')
    .helpCommand('help [command]', 'trợ giúp về một lệnh / show help of a command')
    .showHelpAfterError('(congthu --help: các lệnh / shows what there is)')
    .configureOutput({ outputError: (text, write) => write(usageText(text)) })
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const add of [
    addServe,
    addInit,
    addMigrate,
    addConfig,
    addUser,
    addToken,
    addAccount,
    addPerson,
    addBulk,
    addUnit,
    addPlan,
    addRequest,
    addRole,
    addDelegation,
    addCertificates,
    addApproval,
    addName,
    addCalendar,
    addQueue,
    addAudit,
    addDuty,
    addOutage,
    addAnnouncement,
    addReport,
  ])
    add(program);
  return program;
}

async function ownVersion(): Promise<string> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
