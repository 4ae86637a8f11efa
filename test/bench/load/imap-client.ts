import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Account } from './jobs.ts';

// A tagged reply must fit: LOGIN answers with all capabilities.
const tailOctets = 8_192;

/** An IMAP client that waits for tagged replies and counts what comes before them; it parses nothing else, to stay out of the way. */
export class ImapClient {
  octets = 0;
  readonly #socket: Socket;
  #tail = '';
  #tag = 0;
  #wake: (() => void) | undefined;
  #ended: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.octets += chunk.length;
      this.#tail = (this.#tail + chunk.toString('latin1', Math.max(0, chunk.length - tailOctets))).slice(-tailOctets);
      if (this.#tail.endsWith('\r\n')) this.#wake?.();
    });
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the server closed the connection')));
  }

  static async open(port: number, { address, password }: Account): Promise<ImapClient> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    const client = new ImapClient(socket);
    await client.#until(/^\* OK[^\r\n]*\r\n$/);
    await client.command(`LOGIN "${address}" "${password}"`);
    return client;
  }

  command(text: string): Promise<void> {
    return this.#ask([`${text}\r\n`]);
  }

  /** One message by a non-synchronising literal (RFC 7888): command and octets in one piece. */
  append(mailbox: string, message: Buffer): Promise<void> {
    return this.#ask([`APPEND ${mailbox} {${message.length}+}\r\n`, message, '\r\n']);
  }

  async logout(): Promise<void> {
    await this.command('LOGOUT');
    this.#socket.destroy();
  }

  async #ask(pieces: readonly (Buffer | string)[]): Promise<void> {
    const tag = `b${this.#tag++}`;
    this.#tail = '';
    this.#socket.cork();
    this.#socket.write(`${tag} `);
    for (const piece of pieces) this.#socket.write(piece);
    this.#socket.uncork();
    const reply = await this.#until(new RegExp(`(?:^|\\r\\n)${tag} ([^\\r\\n]*)\\r\\n$`));
    if (!reply.startsWith('OK')) throw new Error(`the server said ${reply} to ${String(pieces[0]).replace(/".*/s, '…')}`);
  }

  async #until(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#tail);
      if (match) return match[1] ?? '';
      if (this.#ended) throw this.#ended;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #end(error: Error): void {
    this.#ended ??= error;
    this.#wake?.();
  }
}
