import { ok, type Result, refused } from '#kernel/result.ts';
import { runInThread } from '../thread-job.ts';
import { type SpreadsheetFault, spreadsheetFaults } from './faults.ts';
import { spreadsheetLimits } from './limits.ts';
import type { parseSpreadsheet } from './parse-spreadsheet.ts';
import type { ReadSheet } from './spreadsheet.ts';

const thread = new URL('./read-spreadsheet-thread.fixture.ts', import.meta.url);

/** As rooms read what people send: in a thread of its own, which is ended when it takes too much. */
export async function readSpreadsheet(octets: Uint8Array): Promise<Result<readonly ReadSheet[], SpreadsheetFault>> {
  if (octets.length > spreadsheetLimits.octetsMax) return refused(spreadsheetFaults.octets);
  type Answer = Awaited<ReturnType<typeof parseSpreadsheet>>;
  const outcome = await runInThread<Uint8Array, Answer>(thread, octets, spreadsheetLimits.reading);
  if ('stoppedBy' in outcome) return refused(spreadsheetFaults.work);
  return outcome.answer.ok ? ok(outcome.answer.value) : refused(outcome.answer.refusal);
}
