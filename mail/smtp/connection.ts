import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Session } from '#kernel/session.ts';
import { CommandParser } from './command-parser.ts';
import { refuseAuth, type SignInAttempt, signIn } from './commands/auth.ts';
import { countAnswer, countCommand, refuseCommand } from './commands/command-gate.ts';
import { commands } from './commands/command-table.ts';
import { finishData } from './commands/data.ts';
import type { LineEvent } from './line-wire.ts';
import { MessageIntake } from './message-intake.ts';
import { type Reply, reply, replyText } from './reply.ts';
import { isLoopback } from './rules.ts';
import { newSession, type SmtpRoom, type SmtpSession } from './session.ts';

/** What a connection asks of the server it belongs to. */
export interface ConnectionOwner {
  readonly server: SMTPServer;
  readonly room: SmtpRoom;
  isClosing(): boolean;
  takeAccountSlot(connection: RoomConnection, signedIn: Session): boolean;
  gone(connection: RoomConnection): void;
}

type LibraryCommand = (command: Buffer, done: () => void) => void;

const shuttingDown = reply(421, '4.3.2', 'Service is shutting down');
const httpMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE']);
const utf8 = new TextDecoder('utf-8', { fatal: true });
// Tab apart. C1 and the line separators too: some programs end lines at them, and an address goes into header fields.
const controls = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/;

/**
 * One client. smtp-server brings the life of the socket, STARTTLS and the SASL exchanges; what is said and understood is ours.
 * Commands run strictly one after another; while one runs, or a message is being stored, nothing else is read.
 */
export class RoomConnection extends SMTPConnection {
  readonly state: SmtpSession;
  readonly #owner: ConnectionOwner;
  #intake: MessageIntake | null = null;
  #dataDeadline: NodeJS.Timeout | undefined;

  constructor(owner: ConnectionOwner, socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null) {
    super(owner.server, socket, options);
    this.#owner = owner;
    this.secure = socket instanceof TLSSocket;
    this.session.secure = this.secure;
    if (socket instanceof TLSSocket) this.tlsOptions = socket.getCipher();
    this.state = newSession({
      room: owner.room,
      peer: () => ({
        address: this.remoteAddress,
        port: this.remotePort,
        secure: this.secure,
        loopback: isLoopback(this.remoteAddress),
      }),
      tlsCipher: () => (this.tlsOptions ? `${this.tlsOptions.version} ${this.tlsOptions.standardName}` : null),
      log: (event, facts) => owner.room.log(event, { connection: this.id, door: owner.room.door, peer: this.remoteAddress, ...facts }),
    });
  }

  /** Greets at once: without the library's fixed wait for early talkers, and without looking up names. */
  override init(): void {
    this.state.log('smtp.connected');
    this._setListeners(() => this.connectionReady());
  }

  override _createParser(): CommandParser {
    const parser: CommandParser = new CommandParser({
      lineOctetsMax: () => this.#lineOctetsMax(),
      takeLine: (event) => this.#takeLine(event),
      intake: () => this.#intake,
      takeMessageEnd: () => this.#takeMessageEnd(),
      // After STARTTLS the plaintext parser is retired: its end means nothing.
      takeEnd: () => parser === this._parser && this.close(),
    });
    parser.on('error', (error) => {
      this.state.log('smtp.fault', { reason: 'command loop', error });
      this.#say(reply(421, '4.3.0', 'Internal error'));
    });
    return parser;
  }

  /** At the start, and after STARTTLS: everything learnt in the clear is forgotten (RFC 3207 §4.2). */
  override _resetSession(): void {
    super._resetSession();
    this.state.hello = null;
    this.state.signedIn = null;
    this.state.transaction = null;
  }

  override upgrade(...callbacks: Parameters<SMTPConnection['upgrade']>): void {
    // Under TLS the end of the client's half is the end: a half-open socket below would outlive the session on it.
    this._socket.allowHalfOpen = false;
    super.upgrade(...callbacks);
  }

  /** The SASL exchange sends the text of our replies through here, status and all: it needs no second one. */
  override send(code: number, text?: string | string[] | null, context?: string | false): void {
    const hasStatus = typeof text === 'string' && /^[245]\.\d{1,3}\.\d{1,3} /.test(text);
    super.send(code, text, hasStatus ? false : context);
  }

  override _onTimeout(): void {
    if (!this._closing && !this._handlerPending) this.state.log('smtp.limit-reached', { reason: 'idle' });
    super._onTimeout();
  }

  override _onClose(): void {
    const isFirst = !this._closed;
    super._onClose();
    if (!isFirst) return;
    clearTimeout(this.#dataDeadline);
    this.state.log('smtp.disconnected');
    this.#owner.gone(this);
    const abandoned = this.#intake;
    this.#intake = null;
    if (abandoned === null) return;
    this.state.log('smtp.message-abandoned', { octets: abandoned.sizeOctets });
    // Faults of the spool are logged by the intake itself.
    void abandoned.dispose();
  }

  /** The program stops: an idle client is told now, a transaction under way may end first. */
  leave(): void {
    if (!this._handlerPending && this.#intake === null) this.#say(shuttingDown);
  }

  /** The grace is over. */
  cutOff(): void {
    this.#say(shuttingDown);
    this._socket.destroy();
  }

  /** Called back by smtp-server's SASL exchange. */
  signIn(attempt: SignInAttempt): Promise<Session | Reply> {
    return signIn(this.state, attempt, (signedIn) => this.#owner.takeAccountSlot(this, signedIn));
  }

  #lineOctetsMax(): number {
    const { limits } = this.state.room;
    return this._nextHandler ? limits.authLineOctetsMax : limits.commandLineOctetsMax;
  }

  async #takeLine(event: LineEvent): Promise<void> {
    if (this._upgrading) return;
    this._handlerPending = true;
    try {
      await this.#dispatch(event);
    } catch (error) {
      this.state.log('smtp.fault', { reason: 'command failed', error });
      this.#say(reply(451, '4.3.0', 'Internal error; try again later'));
    } finally {
      this._handlerPending = false;
    }
    await this.#settled();
  }

  async #dispatch(event: LineEvent): Promise<void> {
    if (event.kind !== 'line') {
      this._nextHandler = false;
      return this.#sayBrokenLine(event.kind);
    }
    if (this._nextHandler) {
      const continuation = this._nextHandler;
      this._nextHandler = false;
      return this.#runLibrary((line, done) => continuation.call(this, line, done), event.line);
    }
    const words = readCommand(event.line);
    if (words === null) return this.#answer(reply(500, '5.5.2', 'Command is not printable UTF-8'));
    await this.#run(words.verb, words.args, event.line);
  }

  async #run(verb: string, args: string, line: Buffer): Promise<void> {
    const command = commands.get(verb);
    const over = countCommand(this.state, command?.isMail ?? false);
    if (over !== null) return this.#say(over);
    // A web page can make a browser send SMTP commands as the body of a request.
    if (httpMethods.has(verb)) return this.#say(reply(421, '4.7.0', 'This is not HTTP'));
    if (verb === 'QUIT') return this.#quit();
    if (verb === 'STARTTLS') return this.#runLibrary((whole, done) => this.handler_STARTTLS(whole, done), line);
    if (verb === 'AUTH') return this.#auth(line);
    if (command === undefined) return this.#answer(reply(500, '5.5.2', 'Command is not recognised'));
    const refused = refuseCommand(this.state, command);
    if (refused !== null) return this.#answer(refused);
    const outcome = await command.run(this.state, args, verb);
    if (outcome instanceof MessageIntake) this.#startData(outcome);
    else this.#answer(outcome);
  }

  async #auth(line: Buffer): Promise<void> {
    const refused = refuseAuth(this.state);
    if (refused !== null) return this.#answer(refused);
    await this.#runLibrary((whole, done) => this.handler_AUTH(whole, done), line);
  }

  #quit(): void {
    this.#say(reply(221, '2.0.0', 'Bye'));
    this.close();
  }

  #startData(intake: MessageIntake): void {
    if (this._closed) {
      void intake.dispose();
      return;
    }
    this.#intake = intake;
    this.#dataDeadline = setTimeout(() => {
      this.state.log('smtp.limit-reached', { reason: 'time for one message' });
      this.#say(reply(421, '4.4.2', 'Message took too long'));
    }, this.state.room.limits.dataMsMax);
    this.#say(reply(354, null, 'End data with <CR><LF>.<CR><LF>'));
  }

  async #takeMessageEnd(): Promise<void> {
    const intake = this.#intake!;
    this.#intake = null;
    clearTimeout(this.#dataDeadline);
    this._handlerPending = true;
    try {
      const answers = await finishData(this.state, intake);
      if (answers.some((answer) => answer.code < 300)) this.state.idleCommands = this.state.badCommands = 0;
      for (const answer of answers) this.#say(answer);
    } finally {
      this._handlerPending = false;
    }
    await this.#settled();
  }

  /** Between two commands: a stopping program says goodbye here, and a client that does not read its replies waits. */
  async #settled(): Promise<void> {
    if (this.#owner.isClosing() && !this._closing) this.leave();
    const socket = this._socket;
    if (!socket.writableNeedDrain || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      socket.once('drain', resolve);
      socket.once('close', () => resolve());
    });
  }

  #runLibrary(command: LibraryCommand, line: Buffer): Promise<void> {
    return new Promise((resolve) => command(line, resolve));
  }

  #sayBrokenLine(kind: Exclude<LineEvent['kind'], 'line'>): void {
    if (kind === 'too-long') {
      this.#answer(reply(500, '5.5.2', 'Line is too long'));
      return;
    }
    this.state.log('smtp.protocol-error', { reason: kind });
    // What the line would mean to another program is unknown, so nothing after it is read.
    if (kind === 'bare-line-ending') this.#say(reply(500, '5.5.2', 'Lines end with CRLF (RFC 5321 2.3.8)'));
    this.#say(reply(421, '4.5.2', kind === 'endless' ? 'Line does not end' : 'A line had a bare CR or LF; closing'));
  }

  #answer(answer: Reply): void {
    this.#say(answer);
    const over = countAnswer(this.state, answer);
    if (over !== null) this.#say(over);
  }

  #say(answer: Reply): void {
    this.send(answer.code, replyText(answer), false);
  }
}

/** The verb and the rest; null when the line is not UTF-8 or has control characters. */
function readCommand(line: Buffer): { verb: string; args: string } | null {
  let text: string;
  try {
    text = utf8.decode(line);
  } catch {
    return null; // not UTF-8 (RFC 6531 §3.2)
  }
  if (controls.test(text)) return null;
  const trimmed = text.trimEnd();
  const space = trimmed.indexOf(' ');
  if (space === -1) return { verb: trimmed.toUpperCase(), args: '' };
  return { verb: trimmed.slice(0, space).toUpperCase(), args: trimmed.slice(space + 1).trimStart() };
}
