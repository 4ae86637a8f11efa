import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchLimits } from '../limits.ts';
import type { FromLoad, Job, LoadResult } from './jobs.ts';

const entry = fileURLToPath(new URL('./load-process.ts', import.meta.url));

/** The process that plays the clients. */
export class LoadGenerator implements Disposable {
  readonly #child: ChildProcess = fork(entry, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
    execArgv: [],
  });

  run(job: Job): Promise<LoadResult> {
    const seconds = 'seconds' in job ? job.seconds : 0;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle({ ok: false, message: 'the load did not end' }), seconds * 1000 + benchLimits.loadGraceMsMax);
      const onExit = () => settle({ ok: false, message: 'the load process ended' });
      const settle = (answer: FromLoad) => {
        clearTimeout(timer);
        this.#child.off('message', settle).off('exit', onExit);
        if (answer.ok) resolve(answer.result);
        else reject(new Error(`${job.kind}: ${answer.message}`));
      };
      this.#child.on('message', settle).on('exit', onExit);
      this.#child.send(job);
    });
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }
}
