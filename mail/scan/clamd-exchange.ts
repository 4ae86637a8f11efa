import { connect, type Socket } from 'node:net';
import type { ScanLimits } from './limits.ts';

/** Where clamd listens. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly socket: string };

export interface ExchangeOptions {
  readonly address: ClamdAddress;
  readonly limits: ScanLimits;
  /** Ends the exchange whatever it is doing. */
  readonly signal: AbortSignal;
}

/** Sends `request` over a connection of its own and gives clamd's reply, up to the NUL. Rejects on everything else. */
export async function exchange(options: ExchangeOptions, request: AsyncIterable<Buffer>): Promise<string> {
  options.signal.throwIfAborted();
  const socket = open(options.address);
  const reply = new ReplyReader(socket, options);
  try {
    // clamd may answer, and close, before it has taken everything in.
    sendAll(socket, request, reply).catch((error: unknown) => reply.fail(error));
    return await reply.promise;
  } finally {
    reply.fail(new Error('over'));
    socket.destroy();
  }
}

function open(address: ClamdAddress): Socket {
  return 'socket' in address ? connect(address.socket) : connect(address.port, address.host);
}

async function sendAll(socket: Socket, request: AsyncIterable<Buffer>, reply: ReplyReader): Promise<void> {
  for await (const octets of request) {
    if (reply.isOver) return;
    if (!socket.write(octets)) await reply.orDrained();
  }
}

class ReplyReader {
  readonly promise: Promise<string>;
  readonly #settle: PromiseWithResolvers<string>;
  readonly #socket: Socket;
  readonly #octetsMax: number;
  #received = Buffer.alloc(0);
  isOver = false;

  constructor(socket: Socket, { limits, signal }: ExchangeOptions) {
    this.#settle = Promise.withResolvers<string>();
    this.promise = this.#settle.promise;
    this.#socket = socket;
    this.#octetsMax = limits.replyOctetsMax;
    const connecting = setTimeout(() => this.fail(new Error('no connection in time')), limits.connectMsMax);
    const onAbort = () => this.fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => clearTimeout(connecting));
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.once('close', () => {
      clearTimeout(connecting);
      signal.removeEventListener('abort', onAbort);
      this.fail(new Error('connection closed before the reply'));
    });
  }

  /** Resolves when the socket takes more, or when there is nothing more to send for. */
  orDrained(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('drain', resolve);
      this.promise.then(
        () => resolve(),
        () => resolve(),
      );
    });
  }

  fail(error: unknown): void {
    this.isOver = true;
    this.#settle.reject(error);
  }

  #take(chunk: Buffer): void {
    if (this.isOver) return;
    this.#received = Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(0);
    if (end === -1 && this.#received.length > this.#octetsMax) this.fail(new Error('reply is too long'));
    if (end === -1) return;
    this.isOver = true;
    this.#settle.resolve(this.#received.toString('latin1', 0, end));
  }
}
