import { runInThread } from '#io/thread-job.ts';
import { minutesLimits } from './limits.ts';
import type { Minutes } from './minutes.ts';

const thread = new URL('./draw-minutes-thread.ts', import.meta.url);

/** The minutes as PDF, drawn in a thread of its own. */
export async function minutesPdf(minutes: Minutes): Promise<Buffer> {
  const outcome = await runInThread<Minutes, Uint8Array>(thread, minutes, minutesLimits.drawing);
  if ('stoppedBy' in outcome) throw new Error(`minutes were too large to draw: no ${outcome.stoppedBy} left`);
  const { buffer, byteOffset, byteLength } = outcome.answer;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
