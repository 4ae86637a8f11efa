import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { BodyReader } from './body-reader.ts';

const frames = { path: '/nowhere', frames: [{ start: 0, end: 1, octets: 1 }], room: 0 };
const file = new URL('./body-reader-thread.ts', import.meta.url);

describe('a body', () => {
  it('is not read where the system gives no thread: whoever asked is told, the process goes on, and the next may have one', async () => {
    let begun = 0;
    const reader = new BodyReader(() => {
      begun += 1;
      if (begun === 1) throw new Error('ERR_WORKER_INIT_FAILED: EAGAIN');
      return new Worker(file);
    });
    await expect(Promise.allSettled([reader.read(frames), reader.read(frames)])).resolves.toMatchObject([
      { status: 'rejected', reason: { message: 'no thread to read bodies could be had' } },
      { status: 'rejected' },
    ]);
    await expect(reader.read(frames)).rejects.toThrow('body file /nowhere cannot be read');
  });
});
