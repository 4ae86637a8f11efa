import { runInThread } from '../thread-job.ts';
import { spreadsheetLimits } from './limits.ts';
import type { WrittenSheet } from './workbook.ts';

const thread = new URL('./write-workbook-thread.ts', import.meta.url);

/** An XLSX workbook, written in a thread of its own: headings in bold and frozen, widths, formats, drop-down lists. */
export async function writeWorkbook(sheets: readonly WrittenSheet[]): Promise<Buffer> {
  const outcome = await runInThread<readonly WrittenSheet[], Uint8Array>(thread, sheets, spreadsheetLimits.writing);
  if ('stoppedBy' in outcome) throw new Error(`a workbook was too large to write: no ${outcome.stoppedBy} left`);
  const { buffer, byteOffset, byteLength } = outcome.answer;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
