import { answerInThread } from '../thread-job.ts';
import { parseSpreadsheet } from './parse-spreadsheet.ts';

// Runs as a thread of its own (read-spreadsheet.ts).
await answerInThread(parseSpreadsheet);
