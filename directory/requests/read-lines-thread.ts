import type { TableEncoding } from '#directory/bulk/decode-text.ts';
import { answerInThread } from '#io/thread-job.ts';
import { readLineFile } from './read-line-file.ts';

// Runs as a thread of its own (read-lines.ts).
await answerInThread(({ octets, encoding }: { octets: Uint8Array; encoding: TableEncoding | undefined }) =>
  readLineFile(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), encoding),
);
