import { answerInThread } from '#io/thread-job.ts';
import { drawReport } from './draw-report.ts';

// Runs as a thread of its own (report-pdf.ts): fonts and pages take a second of the processor, which others' mail does not wait for.
await answerInThread(drawReport);
