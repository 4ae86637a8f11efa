import { spreadsheetFaults } from '#io/spreadsheet/faults.ts';
import { spreadsheetLimits } from '#io/spreadsheet/limits.ts';
import { runInThread } from '#io/thread-job.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { type Result, refused } from '#kernel/result.ts';
import type { HowToRead, ReadFile } from './read-batch-file.ts';

const thread = new URL('./read-table-thread.ts', import.meta.url);

/** As `readBatchFile`, in a thread of its own, which is ended when the file is too much for it. */
export async function readBatch(octets: Uint8Array, how: HowToRead = {}): Promise<Result<ReadFile, InBoth>> {
  type Order = { octets: Uint8Array; how: HowToRead };
  const outcome = await runInThread<Order, Result<ReadFile, InBoth>>(thread, { octets, how }, spreadsheetLimits.reading);
  return 'stoppedBy' in outcome ? refused(spreadsheetFaults.work.inBoth) : outcome.answer;
}
