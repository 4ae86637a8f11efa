import type { Spool } from './backend.ts';
import { DataDecoder, type DataDecoderOptions } from './data-wire.ts';
import type { MessageViolation } from './refusal-reply.ts';
import { countReceived } from './rules.ts';

const SP = 0x20;
const HTAB = 0x09;

/**
 * One message while it arrives: decodes, spools, keeps the header for a look. After a violation the spool is given up at once and the
 * rest is drained. The spool is disposed of in every case: by `dispose()`, or when a write under way ends after `dispose()`.
 */
export class MessageIntake {
  readonly spool: Spool;
  readonly #decoder: DataDecoder;
  readonly #receivedFieldsMax: number;
  #header: Buffer[] = [];
  #failed = false;
  #writing = false;
  #disposed = false;
  #released: Promise<void> | null = null;

  readonly #onFault: (error: unknown) => void;

  constructor(spool: Spool, options: DataDecoderOptions & { receivedFieldsMax: number; onFault: (error: unknown) => void }) {
    this.spool = spool;
    this.#onFault = options.onFault;
    this.#decoder = new DataDecoder(options);
    this.#receivedFieldsMax = options.receivedFieldsMax;
  }

  get sizeOctets(): number {
    return this.#decoder.sizeOctets;
  }

  /** What follows the end of the message, or null while it goes on. */
  async push(chunk: Buffer): Promise<Buffer | null> {
    const inHeader = this.#decoder.headerOctets === null;
    const { octets, rest } = this.#decoder.push(chunk);
    if (this.#decoder.violation !== null || this.#failed) {
      this.#header = [];
      await this.#release();
      return rest;
    }
    if (inHeader) this.#header.push(octets);
    if (octets.length > 0) await this.#write(octets);
    return rest;
  }

  /** After the last octet: null when the spool holds the message, else why it is not kept. */
  violation(): MessageViolation | null {
    if (this.#failed) return 'spool-failed';
    return this.#decoder.violation ?? this.#headerViolation();
  }

  /** Gives the spool back; safe at any moment and more than once. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    if (!this.#writing) await this.#release();
  }

  async #write(octets: Buffer): Promise<void> {
    this.#writing = true;
    try {
      await this.spool.write(octets);
    } catch (error) {
      this.#failed = true;
      this.#onFault(error);
    } finally {
      this.#writing = false;
    }
    if (this.#disposed || this.#failed) await this.#release();
  }

  #release(): Promise<void> {
    this.#released ??= Promise.resolve(this.spool[Symbol.asyncDispose]()).catch(this.#onFault);
    return this.#released;
  }

  #headerViolation(): MessageViolation | null {
    const header = Buffer.concat(this.#header).subarray(0, this.#decoder.headerOctets ?? undefined);
    // It would go on our own Received field, which stands in front (RFC 5322 §2.2.3), with whatever a forger likes.
    if (header[0] === SP || header[0] === HTAB) return 'folded-start';
    return countReceived(header) > this.#receivedFieldsMax ? 'mail-loop' : null;
  }
}
