import { answerInThread } from '#io/thread-job.ts';
import { type HowToRead, readBatchFile } from './read-batch-file.ts';

// Runs as a thread of its own (read-batch.ts).
await answerInThread(({ octets, how }: { octets: Uint8Array; how: HowToRead }) =>
  readBatchFile(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), how),
);
