import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { exists, isErrno } from '../file-errors.ts';
import { superuser } from './cluster.ts';
import { type PostgresLog, postgresEvents } from './events.ts';
import { readyPollMs, readySilenceMsMax, recoveryMsMax } from './limits.ts';

/**
 * Waits until the server accepts a connection, and answers its version. A server that says "starting up" (57P03) is replaying its
 * log after a crash: it is given time, and that is told.
 */
export async function untilReady(socketDir: string, port: number, signal: AbortSignal, log: PostgresLog): Promise<string> {
  const begun = Date.now();
  let lastSign = begun;
  let saidRecovering = false;
  for (;;) {
    const answer = await tryConnect(socketDir, port);
    if (answer.kind === 'ready') return answer.version;
    if (answer.kind === 'starting-up') lastSign = Date.now();
    if (!saidRecovering && answer.kind === 'starting-up' && Date.now() - begun > 2000) {
      log('info', postgresEvents.recovering, { socketDir });
      saidRecovering = true;
    }
    if (Date.now() - lastSign > readySilenceMsMax) throw new Error(`PostgreSQL did not answer within ${readySilenceMsMax / 1000} s`);
    if (Date.now() - begun > recoveryMsMax) throw new Error(`PostgreSQL was still recovering after ${recoveryMsMax / 60_000} minutes`);
    await sleep(readyPollMs, undefined, { signal });
  }
}

type Answer = { kind: 'ready'; version: string } | { kind: 'starting-up' } | { kind: 'silent' };

async function tryConnect(socketDir: string, port: number): Promise<Answer> {
  if (!(await exists(join(socketDir, `.s.PGSQL.${port}`)))) return { kind: 'silent' };
  const client = new pg.Client({
    host: socketDir,
    port,
    user: superuser,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: readySilenceMsMax,
  });
  client.on('error', () => undefined); // the server ended meanwhile: its exit is reported by launch.ts
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    return { kind: 'ready', version: rows[0]!.version };
  } catch (error) {
    if (isErrno(error, '57P03')) return { kind: 'starting-up' };
    if (error instanceof pg.DatabaseError) throw error;
    return { kind: 'silent' }; // no connection, or one that broke off
  } finally {
    await client.end().catch(() => undefined); // it may never have connected
  }
}
