import { runInThread } from '#io/thread-job.ts';
import type { ReportDocument } from '../document/document.ts';
import { reportLimits } from '../limits.ts';

const thread = new URL('./draw-report-thread.ts', import.meta.url);

/** The report as PDF, drawn in a thread of its own. The same document gives the same octets. */
export async function reportPdf(document: ReportDocument): Promise<Buffer> {
  const outcome = await runInThread<ReportDocument, Uint8Array>(thread, document, reportLimits.drawing);
  if ('stoppedBy' in outcome) throw new Error(`a report was too large to draw: no ${outcome.stoppedBy} left`);
  const { buffer, byteOffset, byteLength } = outcome.answer;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
