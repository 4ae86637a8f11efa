import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.ts';
import type { PostgresEvent } from './events.ts';
import { removeEmbeddedCluster } from './remove-cluster.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

export const isRoot = process.getuid?.() === 0;
/** As root the tests run the server as a user that is there anyway: running tests adds no user to the machine. */
export const testOsUser = isRoot ? { osUser: 'nobody' } : {};

/** A data folder that goes with everything in it, and the events told while it was used. */
export class TestDataDir implements AsyncDisposable {
  readonly path: string;
  readonly events: PostgresEvent[] = [];
  readonly #folder: string;

  private constructor(folder: string, path: string) {
    this.#folder = folder;
    this.path = path;
  }

  static async make(parentMode = 0o711, inside = ''): Promise<TestDataDir> {
    const folder = await mkdtemp(join(tmpdir(), 'congthu-test-'));
    await chmod(folder, parentMode);
    return new TestDataDir(folder, join(folder, inside));
  }

  start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
    return startEmbeddedPostgres({
      dataDir: this.path,
      log: (_level, event) => this.events.push(event),
      maxConnections: 10,
      sharedBuffersMb: 16,
      ...testOsUser,
      ...options,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeEmbeddedCluster(this.path, () => undefined);
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Runs one statement as the superuser. */
export async function ask<Row extends pg.QueryResultRow>(at: { socketDir: string; port: number }, statement: string): Promise<Row[]> {
  const client = new pg.Client({ host: at.socketDir, port: at.port, user: 'congthu_owner', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
