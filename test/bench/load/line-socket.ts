import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A client's socket read a line at a time; several commands may be written before their replies are read. */
export class LineSocket {
  readonly #socket: Socket;
  #lines: string[] = [];
  #rest = '';
  #waiting: { resolve: (line: string) => void; reject: (error: Error) => void } | undefined;
  #ended: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<LineSocket> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    return new LineSocket(socket);
  }

  write(octets: Buffer | string): void {
    this.#socket.write(octets);
  }

  /** Several pieces in as few packets as they fit into. */
  writeAll(...pieces: readonly (Buffer | string)[]): void {
    this.#socket.cork();
    for (const piece of pieces) this.#socket.write(piece);
    this.#socket.uncork();
  }

  line(): Promise<string> {
    const line = this.#lines.shift();
    if (line !== undefined) return Promise.resolve(line);
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\r\n');
    this.#rest = lines.pop() ?? '';
    this.#lines.push(...lines);
    this.#wake();
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#wake();
  }

  #wake(): void {
    if (!this.#waiting) return;
    const { resolve, reject } = this.#waiting;
    const line = this.#lines.shift();
    if (line === undefined && !this.#ended) return;
    this.#waiting = undefined;
    if (line !== undefined) resolve(line);
    else if (this.#ended) reject(this.#ended);
  }
}
