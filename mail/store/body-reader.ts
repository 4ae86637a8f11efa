import { Worker } from 'node:worker_threads';
import { storeLimits } from './limits.ts';
import type { FramesToRead, ReadAnswer, ReadOrder } from './read-order.ts';

const threadFile = new URL('./body-reader-thread.ts', import.meta.url);

interface Waiting {
  resolve(octets: Buffer): void;
  reject(cause: Error): void;
}

/**
 * Reads and unpacks large bodies in a thread. Opening, reading and closing a file by libuv's pool are three hand-overs and unpacking it a fourth,
 * each of which costs two cores more than the work itself; here many files are one hand-over, and their garbage is the thread's.
 * The thread begins with the first body and ends when none was asked for in a while.
 */
export class BodyReader {
  #thread: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();
  #unsent: ReadOrder[] = [];
  readonly #startThread: () => Worker;

  /** `startThread` is replaced in tests: a system gives none where it has too many. */
  constructor(startThread = () => new Worker(threadFile, { resourceLimits: storeLimits.bodyReaderMemory })) {
    this.#startThread = startThread;
  }

  read(frames: FramesToRead): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      // What is asked for in one turn goes together.
      if (this.#unsent.push({ id, ...frames }) === 1) queueMicrotask(() => this.#send());
    });
  }

  #send(): void {
    const orders = this.#unsent;
    this.#unsent = [];
    clearTimeout(this.#idle);
    try {
      this.#thread ??= this.#begin();
    } catch (cause) {
      // A microtask is nobody's to catch: it would end the process, and everybody's sessions, where a container is out of threads.
      this.#giveUp(new Error('no thread to read bodies could be had', { cause }));
      return;
    }
    this.#thread.ref(); // who waits for a body is not to find the process gone
    this.#thread.postMessage(orders);
  }

  #begin(): Worker {
    const thread = this.#startThread();
    let failure: Error | undefined;
    thread.on('message', (answers: readonly ReadAnswer[]) => this.#take(answers));
    thread.on('error', (cause) => {
      failure = new Error('the thread that reads bodies has failed', { cause });
    });
    thread.on('exit', () => {
      if (this.#thread === thread) this.#giveUp(failure ?? new Error('the thread that reads bodies has ended'));
    });
    return thread;
  }

  #take(answers: readonly ReadAnswer[]): void {
    for (const answer of answers) {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('failure' in answer) waiting?.reject(new Error(answer.failure));
      else waiting?.resolve(Buffer.from(answer.octets.buffer, answer.octets.byteOffset, answer.octets.byteLength));
    }
    if (this.#waiting.size > 0) return;
    this.#thread?.unref();
    this.#idle = setTimeout(() => this.#rest(), storeLimits.bodyReaderIdleMs).unref();
  }

  #rest(): void {
    const thread = this.#thread;
    this.#thread = null;
    void thread?.terminate();
  }

  /** The next read begins another thread. */
  #giveUp(cause: Error): void {
    this.#thread = null;
    for (const { reject } of this.#waiting.values()) reject(cause);
    this.#waiting.clear();
  }
}
