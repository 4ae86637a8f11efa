import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Peer } from '#kernel/session.ts';
import { ConnectionGone } from '#mail/connection/chunked-output.ts';
import type { Secure, ServedConnection } from '#mail/connection/connection-server.ts';
import { hangUp } from '#mail/connection/hang-up.ts';
import { announceChanges } from './announce.ts';
import { capabilities } from './capabilities.ts';
import { ClientInput } from './client-input.ts';
import type { Command } from './command.ts';
import type { FramerEvent, Segment } from './command-framer.ts';
import { BadSyntax, CommandReader, uidRequired } from './command-reader.ts';
import { commands, numberedVerbs } from './commands/registry.ts';
import { bad, type Completion, formatCompletion, no } from './completion.ts';
import { CompressedStream } from './compressed-stream.ts';
import type { ImapEvent } from './events.ts';
import { judgeLiteral } from './literal-policy.ts';
import { ResponseWriter } from './response-writer.ts';
import { ImapSession, type SessionDeps } from './session.ts';

export interface ConnectionDeps extends SessionDeps {
  /** After STARTTLS. */
  readonly secure: Secure;
}

/** One client from greeting to goodbye. Commands run one after another in the order they came (RFC 9051 §5.5). */
export class Connection implements ServedConnection {
  readonly #deps: ConnectionDeps;
  readonly #input: ClientInput;
  readonly #out: ResponseWriter;
  readonly #session: ImapSession;
  readonly #startedAt = Date.now();
  #socket: Socket;
  /** What is read and written: the socket, or what compresses for it. */
  #stream: Duplex;
  #badInRow = 0;
  #commands = 0;
  #goodbye: { text: string; why: string } | null = null;

  constructor(deps: ConnectionDeps, socket: Socket, peer: Peer) {
    this.#deps = deps;
    this.#socket = socket;
    this.#stream = socket;
    this.#input = new ClientInput(deps.limits);
    this.#out = new ResponseWriter(socket);
    const input = this.#input;
    const dialogue = {
      readLine: (options?: { orWoken: boolean }) => this.#readLine(options),
      wake: () => input.wake(),
      get isQuiet() {
        return input.isQuiet;
      },
    };
    this.#session = new ImapSession(deps, peer, this.#out, dialogue);
    input.attach(socket);
  }

  async run(): Promise<void> {
    this.#session.event('imap.connected');
    try {
      this.#out.text(`* OK [CAPABILITY ${capabilities(this.#session)}] ${this.#deps.hostname} ready\r\n`);
      await this.#out.flush();
      await this.#serve();
      if (this.#goodbye !== null) this.#out.text(`* BYE ${this.#goodbye.text}\r\n`);
      await this.#out.flush();
    } catch (cause) {
      if (!(cause instanceof ConnectionGone)) this.#fault(cause, '-');
    } finally {
      await this.#finish();
    }
  }

  shutDown(): void {
    this.#end('server shutting down', 'shutdown');
  }

  /** Says BYE once the command that runs has ended, at once when none does. */
  #end(text: string, why: string): void {
    this.#goodbye ??= { text, why };
    this.#input.close();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  sweep(now: number): void {
    const { limits } = this.#deps;
    if (this.#session.notifications?.isDue(now) === true) this.#input.wake();
    const { stalledSince } = this.#out;
    if (stalledSince !== null && now - stalledSince > limits.outputStallMsMax) {
      this.#session.event('imap.stalled');
      this.destroy();
      return;
    }
    if (this.#session.account?.stillAllowed() === false) {
      if (this.#goodbye === null) this.#session.event('imap.access-ended');
      this.#end('[NOPERM] Access has ended', 'access-ended');
    } else if (this.#session.selected?.mailbox.stillAllowed?.() === false) {
      // A mailbox cannot be taken from under a client otherwise (RFC 2180 §3.3): it comes back, and finds it no longer listed.
      if (this.#goodbye === null) this.#session.event('imap.access-ended', { mailbox: this.#session.selected.mailbox.name });
      this.#end('[NOPERM] Access to the selected mailbox has ended', 'access-ended');
    } else if (this.#idleMs(now) > this.#idleMsMax()) this.#end('Autologout; idle for too long', 'idle');
  }

  /** A stranger's single octets count for nothing: only a whole line or literal does. Who has signed in may send a large message slowly. */
  #idleMs(now: number): number {
    const { waitingSince, lastInputAt } = this.#input;
    if (waitingSince === null) return 0;
    return now - (this.#session.account === null ? waitingSince : Math.max(waitingSince, lastInputAt));
  }

  #idleMsMax(): number {
    const { limits } = this.#deps;
    if (this.#session.account === null) return limits.idleBeforeAuthMsMax;
    return this.#session.isIdling ? limits.idleCommandMsMax : limits.idleMsMax;
  }

  async #serve(): Promise<void> {
    while (this.#goodbye === null) {
      const event = await this.#input.nextEvent({ orWoken: this.#session.notifications !== null });
      if (event === null) return;
      if (event === 'woken') await this.#session.notifications?.tell();
      else if (event.kind === 'command') await this.#execute(event.segments);
      else if (event.kind === 'literal') await this.#judge(event);
      else this.#hostile('Line too long');
      await this.#out.flush();
    }
  }

  async #judge(event: Extract<FramerEvent, { kind: 'literal' }>): Promise<void> {
    const verdict = await judgeLiteral(this.#session, event);
    if (verdict.accept) {
      this.#input.acceptLiteral();
      if (event.synchronising) this.#out.text('+ OK\r\n');
      return;
    }
    this.#complete(verdict.tag, verdict.reply);
    this.#input.refuseLiteral();
    // RFC 7888 §4: too much to read and throw away.
    if (!event.synchronising && event.octets > this.#deps.limits.drainOctetsMax) this.#hostile('Literal too large');
    // A full mailbox is no sign of hostility: only what strangers send and what is malformed counts.
    else if (this.#session.account === null || verdict.reply.status === 'BAD') this.#countBad();
  }

  async #execute(segments: readonly Segment[]): Promise<void> {
    this.#commands += 1;
    const reader = new CommandReader(segments, { utf8Names: this.#session.utf8Names, uidOnly: this.#session.uidOnly });
    let command: Command;
    let run: () => Promise<Completion>;
    try {
      reader.tag();
      reader.expectSp();
      command = this.#lookUp(reader);
      run = command.prepare(reader, this.#session);
    } catch (cause) {
      if (!(cause instanceof BadSyntax)) throw cause;
      // RFC 9051 §7.1.3: without a tag only where none can be told.
      this.#complete(reader.commandTag || '*', bad(cause.message));
      this.#countBad();
      return;
    }
    this.#badInRow = 0;
    await this.#run(reader.commandTag, command, run);
  }

  async #readLine(options?: { orWoken: boolean }): Promise<Buffer | 'woken' | null> {
    const line = await this.#input.readLine(options);
    if (line !== 'too-long') return line;
    this.#hostile('Line too long');
    return null;
  }

  #lookUp(reader: CommandReader): Command {
    let verb = reader.word();
    if (verb === 'UID') {
      reader.expectSp();
      verb = `UID ${reader.word()}`;
    }
    const command = commands.get(verb);
    if (command === undefined) throw new BadSyntax('Unknown command');
    if (this.#session.uidOnly && numberedVerbs.has(verb)) throw new BadSyntax(uidRequired);
    const { state } = this.#session;
    const fits = command.state === 'any' || command.state === state || (command.state === 'authenticated' && state === 'selected');
    if (!fits) throw new BadSyntax(state === 'not-authenticated' ? 'Sign in first' : 'Command not allowed now');
    return command;
  }

  async #run(tag: string, command: Command, run: () => Promise<Completion>): Promise<void> {
    let completion: Completion;
    try {
      completion = await run();
      const leavesNews = completion.leavesNews === true || completion.isUntold === true;
      if (!leavesNews && !command.keepsNumbers) await this.#session.notifications?.tell();
      if (!leavesNews) await announceChanges(this.#session, { mayExpunge: !command.keepsNumbers });
    } catch (cause) {
      if (cause instanceof ConnectionGone || this.#out.insideLiteral) throw cause;
      if (cause instanceof BadSyntax) completion = bad(cause.message);
      else {
        this.#fault(cause, tag);
        completion = no('Something failed on our side', 'SERVERBUG');
      }
    }
    if (completion.isUntold !== true) this.#complete(tag, completion);
    await this.#afterwards(completion);
  }

  async #afterwards(completion: Completion): Promise<void> {
    this.#input.allowLongLines(this.#session.account !== null);
    if (completion.afterwards === 'start-tls') await this.#startTls();
    if (completion.afterwards === 'compress') await this.#compress();
    if (completion.afterwards !== 'close') return;
    this.#input.close();
  }

  async #startTls(): Promise<void> {
    // Nothing sent in the clear may be taken for what comes inside TLS (the STARTTLS command injection).
    await this.#pauseUnlessAhead('imap.starttls-injection');
    const secured = await this.#deps.secure(this.#socket);
    if (secured === null) throw new ConnectionGone();
    this.#socket = secured;
    this.#stream = secured;
    this.#out.attach(secured);
    this.#input.attach(secured);
    this.#session.peer = { ...this.#session.peer, secure: true };
  }

  async #compress(): Promise<void> {
    await this.#pauseUnlessAhead('imap.hostile-input');
    const compressed = new CompressedStream(this.#stream, this.#deps.limits);
    this.#stream = compressed;
    this.#out.attach(compressed);
    this.#input.attach(compressed);
  }

  /** Before the connection changes its form: the client must have waited for our answer. */
  async #pauseUnlessAhead(event: ImapEvent): Promise<void> {
    const isQuiet = this.#input.isQuiet;
    this.#input.detach();
    if (!isQuiet) {
      this.#session.event(event, { why: 'the client did not wait' });
      this.#socket.destroy();
      throw new ConnectionGone();
    }
    await this.#out.flush();
  }

  #complete(tag: string, completion: Completion): void {
    this.#out.text(`${tag} ${formatCompletion(completion)}\r\n`);
  }

  #countBad(): void {
    const { limits } = this.#deps;
    this.#badInRow += 1;
    const countMax = this.#session.account === null ? limits.badCommandsBeforeAuthMax : limits.badCommandsMax;
    if (this.#badInRow >= countMax) this.#hostile('Too many bad commands');
  }

  #hostile(why: string): void {
    this.#session.event('imap.hostile-input', { why });
    if (why === 'Line too long') this.#complete('*', bad(why));
    this.#end(why, 'hostile-input');
  }

  #fault(cause: unknown, tag: string): void {
    const event: ImapEvent = 'imap.fault';
    this.#deps.log.error({ event, err: cause, tag, account: this.#session.account?.session.account.address }, event);
  }

  async #finish(): Promise<void> {
    this.#session.event('imap.disconnected', {
      why: this.#goodbye?.why ?? 'client',
      commands: this.#commands,
      seconds: Math.round((Date.now() - this.#startedAt) / 1000),
    });
    this.#input.detach();
    hangUp(this.#stream, '', this.#deps.limits);
    try {
      await this.#session.close();
    } catch (cause) {
      this.#fault(cause, '-');
    }
  }
}
