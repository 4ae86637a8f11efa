import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '#config/schema.ts';
import type { PasswordRules } from '#directory/access/password-age.ts';
import { type Database, type DatabaseAddress, openDatabase } from '#io/database.ts';
import { DataFolderInUse } from '#io/embedded-postgres/supervisor-lock.ts';
import { orMissing } from '#io/file-errors.ts';
import type { Log } from '#io/log.ts';
import { writeDurably } from '#io/write-durably.ts';
import { type DataDir, prepareDataDir } from './data-dir.ts';
import { connectionLimits } from './limits.ts';
import { openInstallation } from './open-installation.ts';
import { passwordRulesOf } from './password-rules.ts';

export interface OpenedForCommand extends AsyncDisposable {
  readonly database: Database;
  /** For what is asked while a transaction holds a connection of `database`. */
  readonly aside: Database;
  readonly dataDir: DataDir;
  readonly passwordRules: PasswordRules;
}

const addressFile = (dataDir: string) => join(dataDir, 'database.json');

/** Leaves word of where the running program's database is, for commands given beside it. */
export function noteDatabase(dataDir: DataDir, address: DatabaseAddress): Promise<void> {
  // The operator's own URL holds a password and stands in the configuration, which the command reads too.
  return 'url' in address ? Promise.resolve() : writeDurably(addressFile(dataDir.root), `${JSON.stringify(address)}\n`, 0o600);
}

/** The database for one command: that of the running program, or started for as long as the command takes. */
export async function openForCommand(config: Config, log: Log): Promise<OpenedForCommand> {
  await using resources = new AsyncDisposableStack();
  const { dataDir, application } = await reach(config, log, resources);
  const onIdleError = (err: Error) => log.warn({ event: 'worker.database-connection-lost', err });
  const open = (poolSize: number) => resources.use(openDatabase(application, { poolSize, applicationName: commandName(), onIdleError }));
  const database = open(connectionLimits.command);
  const aside = open(connectionLimits.aside);
  const opened = resources.move();
  return { database, aside, dataDir, passwordRules: passwordRulesOf(config), [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** What the audit calls a command: by the user of the machine who gave it. */
function commandName(): string {
  const user = userOfProcess();
  const caller = process.env.SUDO_USER;
  return `congthu command, ${caller === undefined || caller === user ? user : `${caller} as ${user}`}`;
}

function userOfProcess(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`; // a container may run under a number that has no name
  }
}

interface Reached {
  readonly dataDir: DataDir;
  readonly application: DatabaseAddress;
}

async function reach(config: Config, log: Log, resources: AsyncDisposableStack): Promise<Reached> {
  try {
    return resources.use(await openInstallation(config, log));
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    return { dataDir: await prepareDataDir(config.dataDir), application: await addressBeside(config, error) };
  }
}

async function addressBeside({ database, dataDir }: Config, inUse: DataFolderInUse): Promise<DatabaseAddress> {
  if (database.url !== undefined) return { url: database.url };
  const noted = await orMissing(readFile(addressFile(resolve(dataDir)), 'utf8'));
  if (noted === undefined) throw new Error(`${inUse.message} and is still starting: try again in a moment`);
  return JSON.parse(noted) as DatabaseAddress;
}
