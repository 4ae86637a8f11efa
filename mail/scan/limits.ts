/** Limits of scanning, each with its reason. */
export interface ScanLimits {
  readonly connectMsMax: number;
  readonly scanMsMax: number;
  readonly healthMsMax: number;
  readonly concurrentMax: number;
  readonly waitingMax: number;
  readonly chunkOctetsMax: number;
  readonly replyOctetsMax: number;
}

export const scanLimits: ScanLimits = {
  /** A scanner on this machine or in this rack answers in milliseconds; one that is down should not hold mail up. */
  connectMsMax: 5_000,
  /** Waiting for a place included. SMTP clients wait 10 minutes for the reply to DATA (RFC 5321 §4.5.3.2.6); archives take seconds. */
  scanMsMax: 60_000,
  /** A health check that takes longer is a bad sign in itself. */
  healthMsMax: 5_000,
  /** Per process: clamd has 10 threads by default and keeps more waiting anyway. */
  concurrentMax: 8,
  /** Per process: messages wait in memory. More and the scanner is not keeping up: later is better than never. */
  waitingMax: 200,
  /** clamd reads chunk by chunk; its own buffer has this size. */
  chunkOctetsMax: 65_536,
  /** `stream: <name> FOUND`: names have some 60 octets. */
  replyOctetsMax: 4_096,
};
