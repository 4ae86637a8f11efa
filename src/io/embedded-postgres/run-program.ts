import { spawn } from 'node:child_process';

/** The OS user a program runs as. `isSelf`: it is the user we run as, nothing is switched. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly isSelf: boolean;
}

export interface ProgramOutcome {
  readonly code: number | null;
  readonly output: string;
}

/** Our own environment stays out: PGDATA, PGOPTIONS, LD_PRELOAD or a locale would change what the programs do. */
export const programEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  HOME: '/',
};

/** Spawn options that switch to the user; supplementary groups are dropped with it. */
export function identityOf(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.isSelf ? {} : { uid: runAs.uid, gid: runAs.gid };
}

/** Runs a program to its end. A program that cannot be started counts as code null, its reason as the output. */
export function runProgram(command: string, args: readonly string[], runAs?: RunAs): Promise<ProgramOutcome> {
  return new Promise((resolve) => {
    const identity = runAs ? identityOf(runAs) : {};
    const child = spawn(command, args, { ...identity, cwd: '/', env: programEnvironment, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

/** Asks the kernel as that user, so that every parent folder, ACL and mount counts. */
export async function canAccess(runAs: RunAs, how: 'read' | 'execute', path: string): Promise<boolean> {
  const { code } = await runProgram('test', [how === 'read' ? '-r' : '-x', path], runAs);
  return code === 0;
}
