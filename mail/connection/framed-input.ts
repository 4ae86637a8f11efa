import type { Duplex } from 'node:stream';

/** What cuts a protocol's octets into lines or commands. */
interface Framer {
  /** Octets pushed and not yet taken. */
  readonly bufferedOctets: number;
  push(chunk: Buffer): void;
}

/**
 * The client's octets on their way to a framer. Reads from the socket only while less than the limit waits: a client that sends faster
 * than its commands run is slowed by TCP.
 */
export class FramedInput<F extends Framer> {
  protected readonly framer: F;
  readonly #bufferedOctetsMax: number;
  #socket: Duplex | null = null;
  #ended = false;
  #closing = false;
  #resume: (() => void) | null = null;
  /** When octets last came, whether or not they made a whole line. */
  lastInputAt = Date.now();
  /** Since when the server has done all it was asked and waits for the client; null while it works. */
  waitingSince: number | null = null;

  constructor(framer: F, bufferedOctetsMax: number) {
    this.framer = framer;
    this.#bufferedOctetsMax = bufferedOctetsMax;
  }

  attach(socket: Duplex): void {
    this.#socket = socket;
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onEnd);
  }

  /** Leaves the socket as it is, for TLS or compression to take over. */
  detach(): void {
    this.#socket?.pause();
    this.#socket?.off('data', this.#onData);
    this.#socket?.off('end', this.#onEnd);
    this.#socket?.off('close', this.#onEnd);
    this.#socket = null;
  }

  /** No octets wait here or in the socket. */
  get isQuiet(): boolean {
    return this.framer.bufferedOctets === 0 && (this.#socket?.readableLength ?? 0) === 0;
  }

  /** Ends every wait: the server is closing or the session is being ended. */
  close(): void {
    this.#closing = true;
    this.lookAgain();
  }

  /** What `take` finds once it finds something. null: the client has gone, or the connection is closing. */
  protected async next<Taken>(take: () => Taken | null): Promise<Taken | null> {
    this.waitingSince = Date.now();
    try {
      for (;;) {
        if (this.#closing) return null;
        const taken = take();
        this.#readOn();
        if (taken !== null) return taken;
        if (this.#ended) return null;
        await this.#more();
      }
    } finally {
      this.waitingSince = null;
    }
  }

  /** Lets a waiting `next` take again, for what is not the client's doing. */
  protected lookAgain(): void {
    const resume = this.#resume;
    this.#resume = null;
    resume?.();
  }

  readonly #onData = (chunk: Buffer): void => {
    this.lastInputAt = Date.now();
    this.framer.push(chunk);
    if (this.framer.bufferedOctets > this.#bufferedOctetsMax) this.#socket?.pause();
    this.lookAgain();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.lookAgain();
  };

  #readOn(): void {
    const socket = this.#socket;
    if (socket?.isPaused() === true && this.framer.bufferedOctets <= this.#bufferedOctetsMax) socket.resume();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }
}
