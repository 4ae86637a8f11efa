import type { Socket } from 'node:net';
import type { Peer } from '#kernel/session.ts';
import { ConnectionGone } from '#mail/connection/chunked-output.ts';
import type { Secure, ServedConnection } from '#mail/connection/connection-server.ts';
import { hangUp } from '#mail/connection/hang-up.ts';
import { ClientInput } from './client-input.ts';
import { readCommandLine } from './command-wire.ts';
import { commands } from './commands/registry.ts';
import type { Pop3Event } from './events.ts';
import { bad, failed, formatReply, okay, type Reply } from './reply.ts';
import { ResponseWriter } from './response-writer.ts';
import { Pop3Session, type SessionDeps } from './session.ts';

export interface ConnectionDeps extends SessionDeps {
  /** After STLS. */
  readonly secure: Secure;
}

/** One client from greeting to goodbye. Commands run one after another in the order they came (RFC 2449 §6.6). */
export class Connection implements ServedConnection {
  readonly #deps: ConnectionDeps;
  readonly #input: ClientInput;
  readonly #out: ResponseWriter;
  readonly #session: Pop3Session;
  readonly #startedAt = Date.now();
  #socket: Socket;
  #badInRow = 0;
  #commands = 0;
  /** Why the connection ends, once it does; `reply` is said last. */
  #ending: { why: string; reply: Reply | null } | null = null;

  constructor(deps: ConnectionDeps, socket: Socket, peer: Peer) {
    this.#deps = deps;
    this.#socket = socket;
    this.#input = new ClientInput(deps.limits);
    this.#out = new ResponseWriter(socket);
    this.#session = new Pop3Session(deps, peer, this.#out, () => this.#input.line());
    this.#input.attach(socket);
  }

  async run(): Promise<void> {
    this.#session.event('pop3.connected');
    try {
      // Without a <time stamp>, which would announce APOP (RFC 1939 §7).
      this.#out.text(formatReply(okay(`${this.#deps.hostname} ${this.#session.words.ready}`)));
      await this.#out.flush();
      await this.#serve();
      if (this.#ending?.reply) this.#out.text(formatReply(this.#ending.reply));
      await this.#out.flush();
    } catch (cause) {
      if (!(cause instanceof ConnectionGone)) this.#fault(cause);
    } finally {
      await this.#finish();
    }
  }

  shutDown(): void {
    this.#end('shutdown', failed(this.#session.words.shuttingDown, 'SYS/TEMP'));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  sweep(now: number): void {
    const { limits } = this.#deps;
    const { maildrop } = this.#session;
    const { stalledSince } = this.#out;
    if (stalledSince !== null && now - stalledSince > limits.outputStallMsMax) {
      this.#session.event('pop3.stalled');
      this.destroy();
    }
    const standing = this.#session.state === 'transaction' ? this.#session.opened.standing() : 'good';
    const { waitingSince } = this.#input;
    if (standing !== 'good') this.#lose(standing);
    else if (maildrop === null && now - this.#startedAt > limits.signInMsMax) this.#end('never signed in', null);
    // RFC 1939 §3: an idle client's connection is closed without a word, and nothing is deleted.
    else if (waitingSince !== null && now - waitingSince > limits.idleMsMax) this.#end('idle', null);
  }

  /** Nothing more may be read: a client that waits is told, a response under way is cut off. */
  #lose(standing: 'access-ended' | 'lock-lost'): void {
    const { words } = this.#session;
    if (this.#ending === null) this.#session.event(`pop3.${standing}`);
    const isWaiting = this.#input.waitingSince !== null;
    this.#end(standing, failed(standing === 'access-ended' ? words.accessEnded : words.lockLost, 'SYS/PERM'));
    if (!isWaiting) this.destroy();
  }

  #end(why: string, reply: Reply | null): void {
    this.#ending ??= { why, reply };
    this.#input.close();
  }

  async #serve(): Promise<void> {
    while (this.#ending === null) {
      const line = await this.#input.line();
      if (line === null) return;
      if (line === 'too-long') this.#hostile(this.#session.words.lineTooLong);
      else await this.#execute(line);
      await this.#out.flush();
    }
  }

  async #execute(line: Buffer): Promise<void> {
    this.#commands += 1;
    const reply = await this.#answer(line);
    if (reply !== null) this.#out.text(formatReply(reply));
    if (reply?.isBad) this.#countBad();
    else this.#badInRow = 0;
    if (reply?.afterwards === 'start-tls') await this.#startTls();
    if (reply?.afterwards === 'close') this.#end(reply.ok ? 'quit' : 'refused', null);
  }

  async #answer(line: Buffer): Promise<Reply | null> {
    const { words, state } = this.#session;
    const read = readCommandLine(line);
    if (read === null) return bad(words.malformed);
    const command = commands.get(read.verb);
    if (command === undefined) return bad(words.unknownCommand);
    if (command.state !== 'any' && command.state !== state)
      return bad(state === 'authorization' ? words.signInFirst : words.signedInAlready);
    try {
      return await command.run(this.#session, read.argument);
    } catch (cause) {
      if (cause instanceof ConnectionGone || this.#out.insideMultiline) throw cause;
      this.#fault(cause, read.verb);
      const reply = failed(words.fault, 'SYS/TEMP');
      return read.verb === 'QUIT' ? { ...reply, text: words.notRemoved, afterwards: 'close' } : reply;
    }
  }

  async #startTls(): Promise<void> {
    // Nothing sent in the clear may be taken for what comes inside TLS (the STARTTLS command injection).
    const { isQuiet } = this.#input;
    this.#input.detach();
    if (!isQuiet) {
      this.#session.event('pop3.stls-injection');
      this.#socket.destroy();
      throw new ConnectionGone();
    }
    await this.#out.flush();
    const secured = await this.#deps.secure(this.#socket);
    if (secured === null) throw new ConnectionGone();
    this.#socket = secured;
    this.#out.attach(secured);
    this.#input.attach(secured);
    this.#session.peer = { ...this.#session.peer, secure: true };
    this.#session.forget();
  }

  #countBad(): void {
    const { limits } = this.#deps;
    this.#badInRow += 1;
    const countMax = this.#session.maildrop === null ? limits.badCommandsBeforeAuthMax : limits.badCommandsMax;
    if (this.#badInRow >= countMax) this.#hostile(this.#session.words.tooManyBadCommands);
  }

  #hostile(text: string): void {
    this.#session.event('pop3.hostile-input', { why: text });
    this.#end('hostile-input', bad(text));
  }

  #fault(cause: unknown, verb = '-'): void {
    const event: Pop3Event = 'pop3.fault';
    this.#deps.log.error({ event, err: cause, verb, account: this.#session.maildrop?.session.account.address }, event);
  }

  async #finish(): Promise<void> {
    this.#session.event('pop3.disconnected', {
      why: this.#ending?.why ?? 'client',
      commands: this.#commands,
      seconds: Math.round((Date.now() - this.#startedAt) / 1000),
    });
    this.#input.detach();
    // Cut off inside a response, the client must not take what it has for the whole.
    if (this.#out.insideMultiline) this.#socket.destroy();
    else hangUp(this.#socket, '', this.#deps.limits);
    try {
      await this.#session.maildrop?.close();
    } catch (cause) {
      this.#fault(cause);
    }
  }
}
