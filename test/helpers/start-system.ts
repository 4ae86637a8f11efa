import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connectionConfig, type DatabaseAddress } from '#io/database.ts';
import { removeEmbeddedCluster } from '#io/embedded-postgres/remove-cluster.ts';
import { CongthuProcess, runCongthu } from './congthu-process.ts';
import { findPortBase } from './port-base.ts';

export interface SamplePerson {
  readonly address: string;
  readonly password: string;
  readonly name: string;
  readonly unit: string;
  readonly post: string;
  readonly p12: string;
  readonly p12Password: string;
}

/** What a first start leaves in first-run.json. */
export interface FirstRun {
  readonly ports: Readonly<
    Record<'smtp' | 'lmtp' | 'submissions' | 'submission' | 'imap' | 'imaps' | 'pop3' | 'pop3s' | 'http' | 'https', number>
  >;
  readonly ca: string;
  readonly admin: { readonly address: string; readonly password: string };
  readonly people: readonly SamplePerson[];
}

export interface SystemOptions {
  /** Keys of congthu.yaml, over those that tests need. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

const firstStartMsMax = 90_000; // 20 s on two idle cores; tests share theirs
const restartMsMax = 45_000;
const stopMsMax = 10_000;
const ready = /ready/;
const startsMax = 5;

/** The real program in a data folder of its own, with its sample province. Use one per test file: `await using`, or dispose it in `afterAll`. */
export async function startSystem(options: SystemOptions = {}): Promise<TestSystem> {
  for (let turn = 1; ; turn += 1) {
    // The prefix is swept by a later run when this one is killed (global-setup.ts).
    const dataDir = await mkdtemp(join(tmpdir(), 'congthu-test-system-'));
    await chmod(dataDir, 0o711); // as root, PostgreSQL's user must pass through
    const system = new TestSystem(dataDir, await findPortBase(), options);
    try {
      await system.start(firstStartMsMax);
      return system;
    } catch (error) {
      await system[Symbol.asyncDispose]();
      if (turn === startsMax || !/is taken by another program/.test(String(error))) throw error;
    }
  }
}

export class TestSystem implements AsyncDisposable {
  readonly dataDir: string;
  readonly portBase: number;
  #options: SystemOptions;
  #program: CongthuProcess | undefined;
  #firstRun: FirstRun | undefined;
  #ca: Buffer | undefined;

  constructor(dataDir: string, portBase: number, options: SystemOptions) {
    this.dataDir = dataDir;
    this.portBase = portBase;
    this.#options = options;
  }

  get program(): CongthuProcess {
    return present(this.#program, 'the system was not started');
  }

  get firstRun(): FirstRun {
    return present(this.#firstRun, 'the system was not started');
  }

  get ports(): FirstRun['ports'] {
    return this.firstRun.ports;
  }

  /** The local CA's certificate, PEM. */
  get ca(): Buffer {
    return present(this.#ca, 'the system was not started');
  }

  person(address: string): SamplePerson {
    return present(
      this.firstRun.people.find((person) => person.address === address),
      `${address} is not one of the sample people`,
    );
  }

  /** By display name; the first, where several are called the same. */
  personNamed(name: string): SamplePerson {
    return present(
      this.firstRun.people.find((person) => person.name === name),
      `nobody of the sample people is called ${name}`,
    );
  }

  async start(msMax = restartMsMax): Promise<void> {
    const file = join(this.dataDir, 'test-config.yaml'); // JSON is YAML
    await writeFile(file, JSON.stringify({ ...testConfig(), ...this.#options.config }));
    this.#program = new CongthuProcess(['serve', ...this.#where(file)], this.#options.env);
    await this.#program.says(ready, msMax);
    this.#firstRun = JSON.parse(await readFile(join(this.dataDir, 'first-run.json'), 'utf8')) as FirstRun;
    this.#ca = await readFile(this.#firstRun.ca);
  }

  /** SIGTERM to the program, or SIGINT to it and its workers as Ctrl-C in a terminal sends it, and an orderly end. */
  async stop(how: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<void> {
    if (how === 'SIGINT') for (const pid of await this.program.workers()) process.kill(pid, how);
    this.program.kill(how);
    const { code, signal } = await this.program.endsWithin(stopMsMax);
    if (code !== 0) throw new Error(`the program ended with ${signal ?? `code ${code}`}\n${this.program.tail()}`);
  }

  /** SIGKILL to the program and its workers; to PostgreSQL too, or leaving it an orphan. */
  kill9(postgres: 'postgres-too' | 'orphaning-postgres'): Promise<void> {
    return this.program.kill9((command) => postgres === 'postgres-too' || !command.includes('postgres'));
  }

  async restart(options: SystemOptions = {}): Promise<void> {
    if (this.program.isRunning) await this.stop();
    this.#options = { ...this.#options, ...options };
    await this.start();
  }

  /** A command given beside the running program: `congthu user …`, `congthu queue …`. */
  command(...args: string[]): ReturnType<typeof runCongthu> {
    return runCongthu([...args, ...this.#where(join(this.dataDir, 'test-config.yaml'))], this.#options.env);
  }

  /** One statement as the application's role, on a connection of its own. */
  async query<Row extends pg.QueryResultRow>(statement: string, values: readonly unknown[] = []): Promise<Row[]> {
    const address = JSON.parse(await readFile(join(this.dataDir, 'database.json'), 'utf8')) as DatabaseAddress;
    const client = new pg.Client(connectionConfig(address));
    await client.connect();
    try {
      return (await client.query<Row>(statement, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (this.#program?.isRunning) await this.stop();
    } finally {
      if (this.#program?.isRunning) await this.kill9('postgres-too');
      await removeEmbeddedCluster(this.dataDir, () => undefined);
      await rm(this.dataDir, { recursive: true, force: true });
    }
  }

  #where(config: string): string[] {
    return ['--config', config, '--data', this.dataDir, '--port-base', String(this.portBase)];
  }
}

function testConfig(): Record<string, unknown> {
  return {
    bind: ['127.0.0.1'],
    workers: 2,
    database: process.getuid?.() === 0 ? { osUser: 'nobody' } : {}, // running tests adds no user to the machine
  };
}

function present<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise);
  return value;
}
