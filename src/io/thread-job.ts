import { parentPort, Worker, workerData } from 'node:worker_threads';

/** What came of a job: its answer, or which limit ended it. */
export type ThreadOutcome<Answer> = { readonly answer: Answer } | { readonly stoppedBy: 'memory' | 'time' };

export interface ThreadLimits {
  readonly maxOldGenerationSizeMb: number;
  readonly maxYoungGenerationSizeMb: number;
  readonly timeMsMax: number;
}

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs `thread`, a module that calls `answerInThread`, in a thread of its own, which may be ended: for work on what strangers send, that takes long or
 * more memory than it should. One at a time in a process: how many may wait is for whoever lets requests in to say. A fault in the thread rejects.
 */
export function runInThread<Order, Answer>(thread: URL, order: Order, limits: ThreadLimits): Promise<ThreadOutcome<Answer>> {
  const turn = before.then(() => runNow<Order, Answer>(thread, order, limits));
  before = turn.catch(() => undefined);
  return turn;
}

function runNow<Order, Answer>(thread: URL, order: Order, { timeMsMax, ...memory }: ThreadLimits): Promise<ThreadOutcome<Answer>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(thread, { workerData: order, resourceLimits: memory });
    const tooLong = setTimeout(() => {
      resolve({ stoppedBy: 'time' });
      void worker.terminate();
    }, timeMsMax);
    worker.on('message', (answer: Answer) => resolve({ answer }));
    worker.on('error', (cause) => {
      if ((cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ stoppedBy: 'memory' });
      else reject(new Error('work in a thread has failed', { cause }));
    });
    worker.on('exit', () => {
      clearTimeout(tooLong);
      reject(new Error('a thread has ended without an answer')); // passed over where there was one
    });
  });
}

/** The other end: does what was ordered, and ends the thread. */
export async function answerInThread<Order, Answer>(work: (order: Order) => Answer | Promise<Answer>): Promise<void> {
  parentPort!.postMessage(await work(workerData as Order));
}
