import { type ClamdAddress, exchange } from './clamd-exchange.ts';
import { frameChunks, instreamCommand, parseScanReply, pingCommand, streamEnd, versionCommand } from './clamd-wire.ts';
import { type ScanLimits, scanLimits } from './limits.ts';
import type { Scanner, ScanOctets, ScanVerdict } from './scanner.ts';
import { Semaphore } from './semaphore.ts';

export interface ClamdOptions {
  readonly address: ClamdAddress;
  readonly limits?: Partial<ScanLimits>;
}

export interface Clamd extends Scanner {
  /** Resolves when clamd answers PONG, rejects with the cause otherwise: for health checks. */
  ping(): Promise<void>;
  /** As clamd tells it: `ClamAV 1.4.3/27700/Mon Jul 14 …`, engine and signatures. */
  version(): Promise<string>;
}

/** A scanner that hands messages to clamd (INSTREAM). Anything but a clear answer defers. */
export function createClamd(options: ClamdOptions): Clamd {
  const limits = { ...scanLimits, ...options.limits };
  const places = new Semaphore(limits.concurrentMax, limits.waitingMax);
  const { address } = options;
  const name = `clamd at ${'socket' in address ? address.socket : `${address.host}:${address.port}`}`;

  const scan = async (octets: ScanOctets): Promise<ScanVerdict> => {
    const signal = AbortSignal.timeout(limits.scanMsMax);
    try {
      using _place = await places.enter(signal);
      return verdictOf(await exchange({ address, limits, signal }, instream(octets, limits.chunkOctetsMax)));
    } catch (error) {
      return { kind: 'defer', why: `${name}: ${(error as Error).message}` };
    }
  };
  const ask = (command: Buffer) => exchange({ address, limits, signal: AbortSignal.timeout(limits.healthMsMax) }, only(command));
  const ping = async () => {
    const answer = await ask(pingCommand);
    if (answer !== 'PONG') throw new Error(`clamd answered PING with ${JSON.stringify(answer)}`);
  };
  return { name, scan, ping, version: () => ask(versionCommand) };
}

function verdictOf(text: string): ScanVerdict {
  const reply = parseScanReply(text);
  if (reply.kind === 'clean') return { kind: 'accept' };
  // A stream over clamd's StreamMaxLength lands here too: the operator can raise it while the sender tries again.
  if (reply.kind === 'error') return { kind: 'defer', why: `clamd answered: ${reply.text}` };
  return { kind: 'refuse', text: `Message refused: it contains ${reply.virusName}`, virusName: reply.virusName };
}

async function* instream(octets: ScanOctets, chunkOctetsMax: number): AsyncGenerator<Buffer> {
  yield instreamCommand;
  for await (const part of Buffer.isBuffer(octets) ? [octets] : octets) yield* frameChunks(part, chunkOctetsMax);
  yield streamEnd;
}

async function* only(command: Buffer): AsyncGenerator<Buffer> {
  yield command;
}
