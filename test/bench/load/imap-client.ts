import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Account } from './jobs.ts';

// What is kept of an answer: LOGIN answers with all capabilities, SELECT with all keywords.
const tailOctets = 8_192;

/** An IMAP client that waits for tagged replies, counts what comes before them and keeps its end; it parses nothing else, to stay out of the way. */
export class ImapClient {
  octets = 0;
  readonly #socket: Socket;
  #tail = '';
  #tag = 0;
  #wake: (() => void) | undefined;
  #ended: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('the server closed the connection')));
  }

  static async open(port: number, { address, password }: Account): Promise<ImapClient> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    const client = new ImapClient(socket);
    await client.#until(() => client.#tail.startsWith('* OK'));
    await client.command(`LOGIN "${address}" "${password}"`);
    return client;
  }

  /** The end of what the server said to it, its OK included. Literals are non-synchronising ones (RFC 7888) in the text. */
  command(text: string): Promise<string> {
    return this.#ask([`${text}\r\n`]);
  }

  /** Messages by non-synchronising literals in one command (MULTIAPPEND, RFC 3502): command and octets in one piece. */
  async append(mailbox: string, ...messages: readonly Buffer[]): Promise<void> {
    const pieces = messages.flatMap((message, index) => [`${index === 0 ? `APPEND ${mailbox}` : ''} {${message.length}+}\r\n`, message]);
    await this.#ask([...pieces, '\r\n']);
  }

  /** Resolves when the server waits with us (RFC 2177). */
  async idle(): Promise<void> {
    this.#tail = '';
    this.#socket.write(`b${this.#tag++} IDLE\r\n`);
    await this.#until(() => this.#tail.includes('+ '));
    this.#tail = '';
  }

  /** When the server has told of a new message since this was asked last. */
  async untilNewMail(): Promise<void> {
    await this.#until(() => / EXISTS\r\n/.test(this.#tail));
    this.#tail = '';
  }

  async logout(): Promise<void> {
    await this.command('LOGOUT');
    this.#socket.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.octets += chunk.length;
    this.#tail = (this.#tail + chunk.toString('latin1', Math.max(0, chunk.length - tailOctets))).slice(-tailOctets);
    if (this.#tail.endsWith('\r\n')) this.#wake?.();
  }

  async #ask(pieces: readonly (Buffer | string)[]): Promise<string> {
    const tag = `b${this.#tag++} `;
    this.#tail = '';
    this.#socket.cork();
    this.#socket.write(tag);
    for (const piece of pieces) this.#socket.write(piece);
    this.#socket.uncork();
    await this.#until(() => this.#lastLine().startsWith(tag));
    const reply = this.#lastLine();
    if (reply.startsWith(`${tag}OK`)) return this.#tail;
    throw new Error(`the server said ${reply} to ${String(pieces[0]).replace(/".*/s, '…')}`);
  }

  #lastLine(): string {
    const end = this.#tail.length - 2;
    return end < 0 ? '' : this.#tail.slice(this.#tail.lastIndexOf('\n', end) + 1, end);
  }

  async #until(isThere: () => boolean): Promise<void> {
    while (!(this.#tail.endsWith('\r\n') && isThere())) {
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
