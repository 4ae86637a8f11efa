import type { Socket } from 'node:net';
import type { Pop3Limits } from './limits.ts';
import { LineFramer } from './line-wire.ts';

/** The client's octets, cut into lines. Reads from the socket only while less than the limit waits: who pipelines more is slowed by TCP. */
export class ClientInput {
  readonly #framer: LineFramer;
  readonly #bufferedOctetsMax: number;
  #socket: Socket | null = null;
  #ended = false;
  #closing = false;
  #resume: (() => void) | null = null;
  /** Since when the server has been waiting for a whole line; octets that make none do not count as activity. */
  waitingSince: number | null = null;

  constructor(limits: Pop3Limits) {
    this.#framer = new LineFramer(limits.lineOctetsMax);
    this.#bufferedOctetsMax = limits.inputBufferedOctetsMax;
  }

  attach(socket: Socket): void {
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

  /** Ends every wait: the server is closing or the session is being ended. */
  close(): void {
    this.#closing = true;
    this.#continue();
  }

  /** null: the client has gone, or the connection is closing. */
  async line(): Promise<Buffer | 'too-long' | null> {
    this.waitingSince = Date.now();
    try {
      for (;;) {
        if (this.#closing) return null;
        const line = this.#framer.take();
        this.#readOn();
        if (line !== null) return line;
        if (this.#ended) return null;
        await this.#more();
      }
    } finally {
      this.waitingSince = null;
    }
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#framer.push(chunk);
    if (this.#framer.bufferedOctets > this.#bufferedOctetsMax) this.#socket?.pause();
    this.#continue();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#continue();
  };

  #readOn(): void {
    const socket = this.#socket;
    if (socket?.isPaused() === true && this.#framer.bufferedOctets <= this.#bufferedOctetsMax) socket.resume();
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
