import { ChunkedOutput } from '#mail/connection/chunked-output.ts';

/** Writes replies, single-line and multi-line. */
export class ResponseWriter extends ChunkedOutput {
  /** Before the final dot no other reply can be sent: after a fault only closing is left. */
  insideMultiline = false;
}
