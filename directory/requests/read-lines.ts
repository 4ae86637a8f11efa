import type { TableEncoding } from '#directory/bulk/decode-text.ts';
import { spreadsheetFaults } from '#io/spreadsheet/faults.ts';
import { runInThread } from '#io/thread-job.ts';
import { type Result, refused } from '#kernel/result.ts';
import { requestLimits } from './limits.ts';
import type { FiledLine, RowProblem } from './read-line-file.ts';

const thread = new URL('./read-lines-thread.ts', import.meta.url);

/** As `readLineFile`, in a thread of its own, which is ended when the file is too much for it: a small archive may hold a large sheet. */
export async function readLinesApart(
  octets: Uint8Array,
  encoding?: TableEncoding,
): Promise<Result<readonly FiledLine[], readonly RowProblem[]>> {
  type Order = { octets: Uint8Array; encoding: TableEncoding | undefined };
  type Answer = Result<readonly FiledLine[], readonly RowProblem[]>;
  const outcome = await runInThread<Order, Answer>(thread, { octets, encoding }, requestLimits.reading);
  return 'stoppedBy' in outcome ? refused([{ row: null, column: null, ...spreadsheetFaults.work.inBoth }]) : outcome.answer;
}
