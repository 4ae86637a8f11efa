import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { descendantsOf, isRunning } from './process-tree.ts';
import { waitUntil } from './wait-until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tailCharacters = 6_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Another checkout, another user. */
export interface Place {
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** The program as a process of its own, and what it says. */
export class CongthuProcess {
  stdout = '';
  stderr = '';
  readonly exited: Promise<Ended>;
  /** Ended, and all that it said has been read: that may come later. */
  readonly closed: Promise<void>;
  readonly #child: ChildProcess;

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, place: Place = {}) {
    // Node of the same checkout: another user may not be able to reach the one that runs the tests.
    const node = place.cwd === undefined ? process.execPath : process.execPath.replace(root, join(place.cwd, '/'));
    this.#child = spawn(node, ['src/main.ts', ...args], {
      cwd: root,
      ...place,
      env: { ...inherited(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.closed = new Promise((resolve) => {
      this.#child.once('close', () => resolve());
    });
    this.exited = new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
    });
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the program was not started');
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when standard output matches; throws when the program ends first or takes too long. */
  async says(pattern: RegExp, msMax: number): Promise<void> {
    await waitUntil(`the program says ${pattern}\n${this.tail()}`, () => pattern.test(this.stdout) || !this.isRunning, { msMax }).catch(
      (cause: Error) => {
        throw new Error(`the program did not say ${pattern} within ${msMax} ms\n${this.tail()}`, { cause });
      },
    );
    if (!pattern.test(this.stdout)) throw new Error(`the program ended before it said ${pattern}\n${this.tail()}`);
  }

  tail(): string {
    return `stdout: ${this.stdout.slice(-tailCharacters)}\nstderr: ${this.stderr.slice(-tailCharacters)}`;
  }

  /** The log so far, a line an object. */
  log(): Record<string, unknown>[] {
    return this.stderr
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async endsWithin(msMax: number): Promise<Ended> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`the program did not end within ${msMax} ms\n${this.tail()}`)), msMax);
    });
    return Promise.race([this.exited, late]).finally(() => clearTimeout(timer));
  }

  /** SIGKILL to the program and those below it that `chosen` names, all before any of them can react; resolves when they are gone. */
  async kill9(chosen: (command: string) => boolean): Promise<void> {
    const below = (await descendantsOf(this.pid)).filter(({ command }) => chosen(command)).map(({ pid }) => pid);
    for (const pid of [this.pid, ...below]) signalUnlessGone(pid);
    await this.exited;
    for (const pid of below) await waitUntil(`process ${pid} is gone`, async () => !(await isRunning(pid)));
  }

  async workers(): Promise<number[]> {
    return (await descendantsOf(this.pid)).filter(({ command }) => command.includes('/wiring/worker.ts')).map(({ pid }) => pid);
  }
}

/** Runs one command to its end. */
export async function runCongthu(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended & { stdout: string; stderr: string }> {
  const program = new CongthuProcess(args, env);
  const ended = await program.endsWithin(60_000);
  await program.closed;
  return { ...ended, stdout: program.stdout, stderr: program.stderr };
}

export function signalUnlessGone(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The environment without what would configure the program behind the test's back, or belongs to the test runner. */
function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(CONGTHU_|VITEST|NODE_|npm_)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}
