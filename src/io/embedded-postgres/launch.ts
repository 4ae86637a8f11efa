import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { superuser } from './cluster.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { oldLockMsMax, oldLockPollMs } from './limits.ts';
import { untilReady } from './readiness.ts';
import { identityOf, programEnvironment, type RunAs } from './run-program.ts';
import { RunningPostgres } from './running-postgres.ts';
import type { ServerLog } from './server-log.ts';
import type { SupervisorLock } from './supervisor-lock.ts';

// Only the name of the socket: nothing listens on TCP.
export const port = 5432;

export interface PreparedServer {
  readonly postgres: string;
  readonly cluster: string;
  readonly socketDir: string;
  readonly runAs: RunAs;
}

/** Starts the server; once more while locks of the one before are clearing. */
export async function launch(
  prepared: PreparedServer,
  serverLog: ServerLog,
  lock: SupervisorLock,
  log: PostgresLog,
): Promise<EmbeddedPostgres> {
  const { cluster, socketDir, runAs } = prepared;
  const until = Date.now() + oldLockMsMax;
  for (;;) {
    const child = spawnServer(prepared, serverLog);
    const outcome = await raceReadiness(child, socketDir, log);
    if (outcome.kind === 'ready') {
      log('info', postgresEvents.ready, { pid: child.pid, version: outcome.version, socketDir, cluster, user: runAs.name });
      return new RunningPostgres({ child, version: outcome.version, socketDir, port, superuser, serverLog, lock, log });
    }
    const lastLines = await serverLog.tail();
    if (!isOldLock(lastLines) || Date.now() > until)
      throw new Error(`PostgreSQL did not start: ${outcome.reason}. Its last lines (${serverLog.path}):\n${lastLines}`, {
        cause: outcome.cause,
      });
    log('warn', postgresEvents.oldLockWaited, { cluster });
    await sleep(oldLockPollMs);
  }
}

/** Detached: in a session of its own, a Ctrl-C at the terminal does not reach it before our orderly stop. */
function spawnServer({ postgres, cluster, runAs }: PreparedServer, serverLog: ServerLog): ChildProcess {
  return spawn(postgres, ['-D', cluster], {
    ...identityOf(runAs),
    cwd: '/',
    env: programEnvironment,
    detached: true,
    stdio: ['ignore', serverLog.fd, serverLog.fd],
  });
}

type Outcome = { kind: 'ready'; version: string } | { kind: 'failed'; reason: string; cause?: unknown };

async function raceReadiness(child: ChildProcess, socketDir: string, log: PostgresLog): Promise<Outcome> {
  const giveUp = new AbortController();
  const ended = endOf(child);
  try {
    const version = untilReady(socketDir, port, giveUp.signal, log).then((text): Outcome => ({ kind: 'ready', version: text }));
    return await Promise.race([version, ended]);
  } catch (cause) {
    child.kill('SIGQUIT');
    await ended;
    return { kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause), cause };
  } finally {
    giveUp.abort();
  }
}

async function endOf(child: ChildProcess): Promise<Outcome> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { kind: 'failed', reason: signal === null ? `it exited with code ${code}` : `it was ended by ${signal}` };
  } catch (cause) {
    return { kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause), cause };
  }
}

const isOldLock = (lastLines: string) => /lock file ".*" already exists|pre-existing shared memory block/.test(lastLines);
