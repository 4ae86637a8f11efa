import { answerInThread } from '../thread-job.ts';
import { makeWorkbook } from './make-workbook.ts';

// Runs as a thread of its own (write-workbook.ts).
await answerInThread(makeWorkbook);
