import { answerInThread } from '#io/thread-job.ts';
import type { TableEncoding } from './decode-text.ts';
import { readBatchFile } from './read-batch-file.ts';

// Runs as a thread of its own (read-batch.ts).
await answerInThread(({ octets, encoding }: { octets: Uint8Array; encoding: TableEncoding | undefined }) =>
  readBatchFile(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), encoding),
);
