import type { Socket } from 'node:net';
import tls from 'node:tls';

/** Speaks octets, no protocol: tests see exactly what the server sends. */
export class LineClient {
  socket: Socket;
  protected received = Buffer.alloc(0);
  protected ended = false;
  #notify: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    this.#listen();
  }

  send(octets: string | Buffer): void {
    this.socket.write(octets);
  }

  /** The next line without its end; null when the server has hung up. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.received.indexOf('\r\n');
      if (end >= 0) return this.take(end + 2).toString('utf8', 0, end);
      if (this.ended) return null;
      await this.more();
    }
  }

  /** Everything until the server hangs up. */
  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (let line = await this.line(); line !== null; line = await this.line()) lines.push(line);
    return lines;
  }

  async upgrade(): Promise<void> {
    this.socket.removeAllListeners();
    const secured = tls.connect({ socket: this.socket, rejectUnauthorized: false });
    this.socket = secured;
    await new Promise<void>((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject));
    this.#listen();
  }

  destroy(): void {
    this.socket.destroy();
  }

  protected take(count: number): Buffer {
    const taken = this.received.subarray(0, count);
    this.received = this.received.subarray(count);
    return taken;
  }

  protected more(): Promise<void> {
    return new Promise((resolve) => {
      this.#notify = resolve;
    });
  }

  #listen(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.#notify();
    });
    for (const event of ['end', 'close', 'error'])
      this.socket.on(event, () => {
        this.ended = true;
        this.#notify();
      });
  }
}
