import { once } from 'node:events';
import { connect } from 'node:tls';
import { RawClient } from '#mail/imap/testing/raw-client.ts';
import type { Credentials } from './mail-clients.ts';
import { type Exchange, MailboxView } from './mailbox-view.ts';
import type { TestSystem } from './start-system.ts';

const rememberedLines = 40;

/** A connection to IMAP over TLS, the greeting read: by then the process that serves it is settled. */
export async function connectImap(system: TestSystem): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port: system.ports.imaps, ca: system.ca, servername: 'localhost' });
  await once(socket, 'secureConnect');
  const client = new RawClient(socket);
  await client.line();
  return client;
}

/** A client that speaks IMAP as written and keeps a view of its mailbox from what it is told. */
export class ViewingSession implements AsyncDisposable {
  readonly view: MailboxView;
  readonly #client: RawClient;
  readonly #said: string[] = [];
  #tags = 0;

  private constructor(client: RawClient, qresync: boolean) {
    this.#client = client;
    this.view = new MailboxView(qresync);
  }

  static async open(client: RawClient, who: Credentials, qresync: boolean): Promise<ViewingSession> {
    const session = new ViewingSession(client, qresync);
    await session.command(`LOGIN "${who.address}" "${who.password}"`);
    if (qresync) await session.command('ENABLE QRESYNC');
    return session;
  }

  async select(mailbox: string): Promise<void> {
    const { uidValidity, highestModSeq } = this.view;
    const isResuming = this.view.qresync && uidValidity > 0;
    this.view.opening(isResuming);
    await this.command(`SELECT "${mailbox}"${isResuming ? ` (QRESYNC (${uidValidity} ${highestModSeq}))` : ''}`);
    try {
      this.view.opened();
    } catch (cause) {
      throw this.#wrong((cause as Error).message);
    }
    if (!isResuming && this.view.messages.length > 0) await this.command('FETCH 1:* (UID FLAGS)');
  }

  /** Answers all lines; the last is the tagged one, which must say OK. */
  async command(text: string): Promise<string[]> {
    const tag = this.#send(text);
    const lines = await this.#take(exchangeOf(text), (line) => line.startsWith(`${tag} `));
    if (!lines.at(-1)?.startsWith(`${tag} OK`)) throw this.#wrong(`${text} was refused`);
    return lines;
  }

  async append(mailbox: string, flags: string, message: Buffer): Promise<string[]> {
    const tag = this.#send(`APPEND "${mailbox}" (${flags}) {${message.length}+}\r\n${message.toString('latin1')}`);
    const lines = await this.#take({ verb: 'APPEND', byNumber: false }, (line) => line.startsWith(`${tag} `));
    if (!lines.at(-1)?.startsWith(`${tag} OK`)) throw this.#wrong('APPEND was refused');
    return lines;
  }

  /** IDLE until `done`. What is told meanwhile is taken as it comes. */
  async idle(done: Promise<unknown>): Promise<void> {
    const exchange = { verb: 'IDLE', byNumber: false };
    const tag = this.#send('IDLE');
    await this.#take(exchange, (line) => line.startsWith('+ '));
    const ended = this.#take(exchange, (line) => line.startsWith(`${tag} `));
    await Promise.race([done, ended]);
    this.#client.send('DONE\r\n');
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.destroy();
  }

  #send(text: string): string {
    this.#tags += 1;
    const tag = `A${this.#tags}`;
    this.#remember(`> ${tag} ${text.split('\r\n')[0]}`);
    this.#client.send(Buffer.from(`${tag} ${text}\r\n`, 'latin1'));
    return tag;
  }

  async #take(during: Exchange, isLast: (line: string) => boolean): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const line = await this.#client.line();
      if (line === null) throw this.#wrong('the server hung up');
      this.#remember(line);
      lines.push(line);
      try {
        this.view.take(line, during);
      } catch (cause) {
        throw this.#wrong((cause as Error).message);
      }
      if (isLast(line)) return lines;
    }
  }

  #remember(line: string): void {
    this.#said.push(line);
    if (this.#said.length > rememberedLines) this.#said.shift();
  }

  #wrong(what: string): Error {
    return new Error(`${what}. The last lines:\n${this.#said.join('\n')}`);
  }
}

function exchangeOf(text: string): Exchange {
  const [verb = '', next = ''] = text.toUpperCase().split(' ');
  return verb === 'UID' ? { verb: next, byNumber: false } : { verb, byNumber: true };
}
