import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { benchLimits } from '../limits.ts';

export const execute = promisify(execFile);

/** A server in the foreground, its words in a file. */
export function launch(command: string, args: readonly string[], logFile: string, env?: NodeJS.ProcessEnv): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  // A process group of its own: Ctrl-C reaches the run, which then ends its servers in order.
  return spawn(command, args, { stdio: ['ignore', log, log], detached: true, ...(env ? { env } : {}) });
}

/** SIGTERM, and SIGKILL when that is not obeyed. */
export async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), benchLimits.stopMsMax);
  await ended;
  clearTimeout(timer);
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Until something answers on each port. */
export async function untilListening(child: ChildProcess, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    await waitUntil(`port ${port} is listened on`, () => hasEnded(child) || answers(port), { msMax: benchLimits.startMsMax, everyMs: 5 });
  }
  if (hasEnded(child)) throw new Error(`${child.spawnfile} ended at its start`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  }).then((answer) => answer === true);
}
