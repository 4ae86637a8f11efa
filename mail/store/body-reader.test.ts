import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { BodyReader } from './body-reader.ts';

vi.mock('node:worker_threads', { spy: true });

const frames = { path: '/nowhere', frames: [{ start: 0, end: 1, octets: 1 }], room: 0 };

describe('a body', () => {
  it('is not read where the system gives no thread: whoever asked is told, the process goes on, and the next may have one', async () => {
    vi.mocked(Worker).mockImplementationOnce(function noThread() {
      throw new Error('ERR_WORKER_INIT_FAILED: EAGAIN');
    });
    const reader = new BodyReader();
    await expect(Promise.allSettled([reader.read(frames), reader.read(frames)])).resolves.toMatchObject([
      { status: 'rejected', reason: { message: 'no thread to read bodies could be had' } },
      { status: 'rejected' },
    ]);
    await expect(reader.read(frames)).rejects.toThrow('body file /nowhere cannot be read');
  });
});
