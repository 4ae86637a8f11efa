import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { waitUntil } from '#test/helpers/wait-until.ts';

/** The string that every scanner knows and that harms nobody; in two halves, so that no scanner takes this file for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Debian's clamd with a signature database of one line and a socket of its own; nothing is downloaded. */
export class ClamdProcess implements AsyncDisposable {
  readonly socket: string;
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #said = '';

  private constructor(folder: string) {
    this.#folder = folder;
    this.socket = join(folder, 'clamd.sock');
  }

  static async start(folder: string): Promise<ClamdProcess> {
    const clamd = new ClamdProcess(folder);
    await mkdir(join(folder, 'database'), { recursive: true });
    // name : any file type : anywhere : octets in hexadecimal
    await writeFile(join(folder, 'database', 'test.ndb'), `Test.Eicar:0:*:${Buffer.from(eicar).toString('hex')}\n`);
    const settings = {
      LocalSocket: clamd.socket,
      DatabaseDirectory: join(folder, 'database'),
      TemporaryDirectory: folder,
      Foreground: 'yes',
      FixStaleSocket: 'yes',
    };
    await writeFile(
      join(folder, 'clamd.conf'),
      Object.entries(settings)
        .map((pair) => `${pair.join(' ')}\n`)
        .join(''),
    );
    await clamd.start();
    return clamd;
  }

  async start(): Promise<void> {
    const child = spawn('clamd', ['--config-file', join(this.#folder, 'clamd.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    }
    this.#child = child;
    await waitUntil('clamd answers PING', () => child.exitCode !== null || this.#answers(), { msMax: 60_000 });
    if (child.exitCode !== null) throw new Error(`clamd ended with ${child.exitCode}: ${this.#said}`);
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.socket, () => socket.write('zPING\0'));
      socket.once('data', (answer) => {
        socket.destroy();
        resolve(answer.toString().startsWith('PONG'));
      });
      socket.once('error', () => resolve(false));
    });
  }
}
