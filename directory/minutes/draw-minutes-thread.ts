import { answerInThread } from '#io/thread-job.ts';
import { drawMinutes } from './draw-minutes.ts';

// Runs as a thread of its own (minutes-pdf.ts).
await answerInThread(drawMinutes);
