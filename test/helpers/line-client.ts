import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface ReplyLines {
  readonly code: number;
  /** The whole reply: lines without CRLF, joined by \n. */
  readonly text: string;
}

/** Speaks SMTP or LMTP a line at a time, so that a test sees replies as they are. */
export class LineClient implements AsyncDisposable {
  #socket: Socket;
  #received = '';
  #hasEnded = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  /** Connects and reads the greeting. */
  static async open(port: number): Promise<LineClient> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    const client = new LineClient(socket);
    await client.reply();
    return client;
  }

  async command(line: string): Promise<ReplyLines> {
    this.#socket.write(`${line}\r\n`);
    return this.reply();
  }

  /** Commands of a transaction up to DATA's 354, each of which must succeed. */
  async envelope(from: string, ...recipients: string[]): Promise<void> {
    for (const line of [`MAIL FROM:<${from}>`, ...recipients.map((to) => `RCPT TO:<${to}>`), 'DATA']) {
      const { code, text } = await this.command(line);
      if (code >= 400) throw new Error(`${line}: ${text}`);
    }
  }

  /** A whole message (CRLF line ends) and its end, after DATA's 354; answers the first reply. */
  async message(octets: Buffer): Promise<ReplyLines> {
    this.write(Buffer.from(octets.toString('latin1').replace(/^\./gm, '..'), 'latin1'));
    return this.command('.');
  }

  write(octets: Buffer): void {
    this.#socket.write(octets);
  }

  async reply(): Promise<ReplyLines> {
    for (;;) {
      const match = /^(?:(\d{3})-.*\r\n)*(\d{3})(?: .*)?\r\n/.exec(this.#received);
      if (match) {
        this.#received = this.#received.slice(match[0].length);
        return { code: Number(match[2]), text: match[0].trimEnd().replaceAll('\r\n', '\n') };
      }
      if (this.#hasEnded) throw new Error(`the server closed the connection after: ${this.#received}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** STARTTLS and the handshake. */
  async startTls(ca: Buffer): Promise<void> {
    const { code, text } = await this.command('STARTTLS');
    if (code !== 220) throw new Error(text);
    this.#socket.removeAllListeners();
    const secure = connectTls({ socket: this.#socket, ca, servername: 'localhost' });
    await once(secure, 'secureConnect');
    this.#socket = secure;
    this.#listen();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }

  #listen(): void {
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#received += text;
      this.#wake();
    });
    this.#socket.on('error', () => undefined); // a reset is seen as the close that follows
    this.#socket.on('close', () => {
      this.#hasEnded = true;
      this.#wake();
    });
  }
}
