import type { Duplex } from 'node:stream';
import { CommandFramer, type FramerEvent } from './command-framer.ts';
import type { ImapLimits } from './limits.ts';

/**
 * The client's octets, cut into commands. Reads from the socket only while less than the limit waits: a client that sends
 * faster than its commands run is slowed by TCP.
 */
export class ClientInput {
  readonly #framer: CommandFramer;
  readonly #limits: ImapLimits;
  #socket: Duplex | null = null;
  #ended = false;
  #closing = false;
  #woken = false;
  #resume: (() => void) | null = null;
  lastInputAt = Date.now();

  constructor(limits: ImapLimits) {
    this.#limits = limits;
    this.#framer = new CommandFramer(limits.lineOctetsBeforeAuthMax);
  }

  attach(socket: Duplex): void {
    this.#socket = socket;
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onEnd);
  }

  /** Leaves the socket as it is, for TLS to take over. */
  detach(): void {
    this.#socket?.pause();
    this.#socket?.off('data', this.#onData);
    this.#socket?.off('end', this.#onEnd);
    this.#socket?.off('close', this.#onEnd);
    this.#socket = null;
  }

  /** No octets wait here or in the socket. */
  get isQuiet(): boolean {
    return this.#framer.bufferedOctets === 0 && (this.#socket?.readableLength ?? 0) === 0;
  }

  /** The server has done all it was asked and waits for the client. */
  get isWaiting(): boolean {
    return this.#resume !== null;
  }

  /** Strangers get short lines. */
  allowLongLines(allowed: boolean): void {
    this.#framer.lineOctetsMax = allowed ? this.#limits.lineOctetsMax : this.#limits.lineOctetsBeforeAuthMax;
  }

  acceptLiteral(): void {
    this.#framer.acceptLiteral();
  }

  refuseLiteral(): void {
    this.#framer.refuseLiteral();
  }

  /** Ends every wait: the server is closing or the session is being ended. */
  close(): void {
    this.#closing = true;
    this.#continue();
  }

  wake(): void {
    this.#woken = true;
    this.#continue();
  }

  /** null: the client has gone, or the connection is closing. */
  async nextEvent(options: { orWoken: boolean }): Promise<FramerEvent | 'woken' | null> {
    for (;;) {
      if (this.#closing) return null;
      const event = this.#framer.next();
      this.#readOn();
      if (event !== null) return event;
      if (options.orWoken && this.#woken) {
        this.#woken = false;
        return 'woken';
      }
      if (this.#ended) return null;
      await this.#more();
    }
  }

  async readLine(options: { orWoken: boolean } = { orWoken: false }): Promise<Buffer | 'woken' | null> {
    for (;;) {
      if (this.#closing) return null;
      const line = this.#framer.takeLine();
      this.#readOn();
      if (line === 'too-long') return null;
      if (line !== null) return line;
      if (options.orWoken && this.#woken) {
        this.#woken = false;
        return 'woken';
      }
      if (this.#ended) return null;
      await this.#more();
    }
  }

  readonly #onData = (chunk: Buffer): void => {
    this.lastInputAt = Date.now();
    this.#framer.push(chunk);
    if (this.#framer.bufferedOctets > this.#limits.inputBufferedOctetsMax) this.#socket?.pause();
    this.#continue();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#continue();
  };

  #readOn(): void {
    const socket = this.#socket;
    if (socket?.isPaused() === true && this.#framer.bufferedOctets <= this.#limits.inputBufferedOctetsMax) socket.resume();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  #continue(): void {
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }
}
