import { SMTPStream } from 'smtp-server/lib/smtp-stream.js';
import { LineDecoder, type LineEvent } from './line-wire.ts';
import type { MessageIntake } from './message-intake.ts';

/** The connection behind the parser. */
export interface ParserSink {
  lineOctetsMax(): number;
  takeLine(event: LineEvent): Promise<void>;
  /** The message that is arriving, or null between messages. */
  intake(): MessageIntake | null;
  takeMessageEnd(): Promise<void>;
  takeEnd(): void;
}

/** In place of smtp-server's parser: commands end with CRLF only, DATA goes to our decoder, one thing at a time. */
export class CommandParser extends SMTPStream {
  readonly #sink: ParserSink;
  readonly #lines = new LineDecoder();

  constructor(sink: ParserSink) {
    super();
    this.#sink = sink;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding | 'buffer', next: (error?: Error | null) => void): void {
    this.#consume(chunk).then(() => next(), next);
  }

  /** At the end of input half a line is no command, and half a message no message. */
  override _flushData(): void {
    this.#sink.takeEnd();
  }

  async #consume(chunk: Buffer): Promise<void> {
    let left: Buffer | null = chunk;
    while (left !== null && left.length > 0 && !this.isClosed) {
      const intake = this.#sink.intake();
      left = intake === null ? await this.#consumeLine(left) : await this.#consumeMessage(intake, left);
    }
  }

  async #consumeLine(chunk: Buffer): Promise<Buffer | null> {
    const found = this.#lines.push(chunk, this.#sink.lineOctetsMax());
    if (found === null) return null;
    await this.#sink.takeLine(found.event);
    return found.rest;
  }

  async #consumeMessage(intake: MessageIntake, chunk: Buffer): Promise<Buffer | null> {
    const rest = await intake.push(chunk);
    // A connection that went away while the last octets were written has taken its message with it.
    if (rest !== null && !this.isClosed) await this.#sink.takeMessageEnd();
    return rest;
  }
}
