import { answerInThread } from '../thread-job.ts';
import { parseSpreadsheet } from './parse-spreadsheet.ts';

// Runs as a thread of its own (read-spreadsheet.fixture.ts).
await answerInThread(parseSpreadsheet);
