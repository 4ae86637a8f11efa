import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '#io/database.ts';
import { superuser } from '#io/embedded-postgres/cluster.ts';
import { removeEmbeddedCluster } from '#io/embedded-postgres/remove-cluster.ts';
import { analyze } from '#io/migrate.ts';
import { findPortBase } from '#test/helpers/port-base.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { benchLimits } from '../limits.ts';
import { addPeople } from '../load/directory-people.ts';
import type { Account } from '../load/jobs.ts';
import { writeBenchProvince } from './bench-province.ts';
import type { MailSide } from './mail-side.ts';
import { memoryKb, processorMs } from './process-family.ts';
import { end, execute, launch } from './run-program.ts';
import { WorkerMetrics } from './worker-metrics.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(root, 'src/main.ts');

interface FirstRun {
  readonly ports: MailSide['ports'] & { readonly http: number };
  readonly people: readonly Account[];
}

/** Công Thư in a folder of its own, as `npm start` runs it: a worker a core, durable, logging to a file. */
export class CongthuSide implements MailSide {
  readonly name = 'Công Thư';
  ports: FirstRun['ports'] = { smtp: 0, lmtp: 0, imap: 0, http: 0 };
  people: readonly Account[] = [];
  units: readonly string[] = [];
  readonly #dataDir: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #metrics = new WorkerMetrics(() => this.ports.http);
  #child: ChildProcess | undefined;
  #isFilled = false;

  private constructor(dataDir: string, profileDir: string | null) {
    this.#dataDir = dataDir;
    this.#env = profileDir === null ? process.env : { ...process.env, NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profileDir}` };
  }

  /** `profileDir`: each process writes a CPU profile there when it stops. */
  static async create(profileDir: string | null): Promise<CongthuSide> {
    // The prefix is swept by later test runs when this one is killed.
    const dataDir = await mkdtemp(join(tmpdir(), 'congthu-test-bench-'));
    await chmod(dataDir, 0o711); // as root, PostgreSQL's user must pass through
    const database = process.getuid?.() === 0 ? { osUser: 'nobody' } : {}; // adds no user to the machine
    const portBase = await findPortBase();
    // Two thousand clients of one address, some hundred of one account.
    const limits = { connectionsPerAddressMax: 10_000, connectionsPerAccountMax: 10_000 };
    const province = await writeBenchProvince(join(dataDir, 'bench-province'));
    const config = { bind: ['127.0.0.1'], portBase, dataDir, province, database, limits };
    await writeFile(join(dataDir, 'bench-config.yaml'), JSON.stringify(config));
    return new CongthuSide(dataDir, profileDir);
  }

  /** Milliseconds until it says that it is ready. */
  async start(): Promise<number> {
    const log = join(this.#dataDir, 'bench.log');
    await rm(log, { force: true });
    const begun = performance.now();
    const child = launch(process.execPath, [program, 'serve', '--config', this.#config], log, this.#env);
    this.#child = child;
    const isReady = async () => child.exitCode !== null || /^ +Sẵn sàng \/ ready/m.test(await readFile(log, 'utf8'));
    await waitUntil('Công Thư is ready', isReady, { msMax: benchLimits.startMsMax, everyMs: 5 });
    const elapsedMs = performance.now() - begun;
    if (child.exitCode !== null) throw new Error(`Công Thư ended at its start:\n${(await readFile(log, 'utf8')).slice(-2_000)}`);
    if (this.units.length === 0) Object.assign(this, await whoIsThere(this.#dataDir, ['--config', this.#config]));
    return elapsedMs;
  }

  async stop(): Promise<void> {
    if (this.#child) await end(this.#child);
  }

  /** 250 means: in the mailboxes. */
  async settle(): Promise<void> {}

  processorMs(): Promise<number> {
    return processorMs(this.#child?.pid ?? 0);
  }

  memoryKb(): Promise<number> {
    return memoryKb(this.#child?.pid ?? 0);
  }

  takeLongestHoldMs(): Promise<number | null> {
    return this.#metrics.takeLongestHoldMs();
  }

  /** By its metrics, or where they do not tell, when its processes have nothing more to do. */
  async untilIndexed(msMax: number): Promise<boolean> {
    const until = performance.now() + msMax;
    for (let usedMs = await this.processorMs(); performance.now() < until; ) {
      const waiting = await this.#metrics.waitingForIndex();
      if (waiting === 0) return true;
      await sleep(benchLimits.indexedPollMs);
      const before = usedMs;
      usedMs = await this.processorMs();
      if (waiting === null && usedMs - before < benchLimits.indexedPollMs * benchLimits.quietShareMax) return true;
    }
    return false;
  }

  async fillDirectory(count: number): Promise<void> {
    if (this.#isFilled) return;
    this.#isFilled = true;
    const { socketDir, port, database: name } = JSON.parse(await readFile(join(this.#dataDir, 'database.json'), 'utf8'));
    const owner = { socketDir, port, database: name, user: superuser };
    await using database = openDatabase(owner, { poolSize: 1, applicationName: 'bench', onIdleError: () => undefined });
    await addPeople(database, count);
    await analyze(owner);
  }

  async askApi(): Promise<(path: string) => Promise<unknown>> {
    const { admin } = JSON.parse(await readFile(join(this.#dataDir, 'first-run.json'), 'utf8'));
    const asked = ['token', 'create', admin.address, '--label', 'bench', '--days', '1', '--json', '--config', this.#config];
    const { token } = JSON.parse((await execute(process.execPath, [program, ...asked], { cwd: root })).stdout);
    return async (path) => {
      const url = `http://127.0.0.1:${this.ports.http}/api/v1${path}`;
      const reply = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      if (reply.status !== 200) throw new Error(`${path} was answered ${reply.status}`);
      return reply.json();
    };
  }

  async restart(): Promise<number> {
    await this.stop();
    return this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await removeEmbeddedCluster(this.#dataDir, () => undefined);
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  get #config(): string {
    return join(this.#dataDir, 'bench-config.yaml');
  }
}

/** One that runs already, with the sample province; it is left running, and keeps the mail it was sent. */
export async function runningCongthu(dataDir: string): Promise<MailSide> {
  const there = await whoIsThere(dataDir, ['--data', dataDir]);
  const metrics = new WorkerMetrics(() => there.ports.http);
  return {
    name: 'Công Thư',
    ...there,
    settle: async () => undefined,
    takeLongestHoldMs: () => metrics.takeLongestHoldMs(),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function whoIsThere(dataDir: string, where: readonly string[]): Promise<FirstRun & Pick<MailSide, 'units'>> {
  const { ports, people } = JSON.parse(await readFile(join(dataDir, 'first-run.json'), 'utf8')) as FirstRun;
  const { stdout } = await execute(process.execPath, [program, 'user', 'list', ...where], { cwd: root });
  const units = stdout.split('\n').flatMap((line) => /^(\S+@\S+)\s+đơn vị\s/.exec(line)?.[1] ?? []);
  if (units.length === 0) throw new Error('no unit mailboxes were found');
  return { ports, people, units };
}
