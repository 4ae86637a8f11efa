import { spreadsheetFaults } from '#io/spreadsheet/faults.ts';
import { spreadsheetLimits } from '#io/spreadsheet/limits.ts';
import { runInThread } from '#io/thread-job.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { type Result, refused } from '#kernel/result.ts';
import type { TableEncoding } from './decode-text.ts';
import type { ReadRows } from './read-rows.ts';

const thread = new URL('./read-table-thread.ts', import.meta.url);

/** As `readBatchFile`, in a thread of its own, which is ended when the file is too much for it. */
export async function readBatch(octets: Uint8Array, encoding?: TableEncoding): Promise<Result<ReadRows, InBoth>> {
  type Order = { octets: Uint8Array; encoding: TableEncoding | undefined };
  const outcome = await runInThread<Order, Result<ReadRows, InBoth>>(thread, { octets, encoding }, spreadsheetLimits.reading);
  return 'stoppedBy' in outcome ? refused(spreadsheetFaults.work.inBoth) : outcome.answer;
}
