import type { BroadcastJob, DeliverJob, LoadResult } from './jobs.ts';
import { LineSocket } from './line-socket.ts';
import { MessageMaker } from './messages.ts';
import { OfficeMail } from './office-mail.ts';

/** Runs all connections of the job until its time is over; messages under way then are finished and counted. */
export async function deliver(job: DeliverJob): Promise<LoadResult> {
  const maker = job.mail === 'office' ? new OfficeMail('fill') : new MessageMaker(job.mail.octets);
  const begun = performance.now();
  const until = begun + job.seconds * 1000;
  const durationsMs: number[] = [];
  let started = 0;
  const mayBegin = () => performance.now() < until && started < job.messagesMax;

  async function connection(): Promise<void> {
    while (mayBegin()) {
      const socket = await greet(job.protocol, job.port);
      for (let carried = 0; mayBegin() && carried !== job.messagesPerConnection; carried++) {
        const recipient = job.recipients[started++ % job.recipients.length]!;
        const at = performance.now();
        await transact(socket, [recipient], maker.next());
        durationsMs.push(performance.now() - at);
      }
      await quit(socket);
    }
  }

  await Promise.all(Array.from({ length: job.connections }, connection));
  return { done: durationsMs.length, elapsedMs: performance.now() - begun, durationsMs };
}

/** From MAIL FROM to the reply after the message. */
export async function broadcast(job: BroadcastJob): Promise<LoadResult> {
  const message = new MessageMaker(job.messageOctets).next();
  const socket = await greet('smtp', job.port);
  const begun = performance.now();
  await transact(socket, job.recipients, message);
  const elapsedMs = performance.now() - begun;
  await quit(socket);
  return { done: 1, elapsedMs, durationsMs: [elapsedMs] };
}

/** A client that hands over a message now and then, on one connection. */
export class LmtpSender {
  readonly #socket: LineSocket;

  private constructor(socket: LineSocket) {
    this.#socket = socket;
  }

  static async open(port: number): Promise<LmtpSender> {
    return new LmtpSender(await greet('lmtp', port));
  }

  async send(recipients: readonly string[], message: Buffer): Promise<void> {
    await transact(this.#socket, recipients, message, recipients.length);
  }

  quit(): Promise<void> {
    return quit(this.#socket);
  }
}

async function greet(protocol: 'smtp' | 'lmtp', port: number): Promise<LineSocket> {
  const socket = await LineSocket.open(port);
  await expectReply(socket, 220, 'the greeting');
  socket.write(`${protocol === 'smtp' ? 'EHLO' : 'LHLO'} bench.example.vn\r\n`);
  await expectReply(socket, 250, 'EHLO');
  return socket;
}

// RFC 2920 §3.1: MAIL, RCPT and DATA in one piece; then the message. LMTP answers it for each recipient (RFC 2033 §4.2), SMTP once.
async function transact(socket: LineSocket, recipients: readonly string[], message: Buffer, replies = 1): Promise<void> {
  const commands = ['MAIL FROM:<vanthu@example.vn>', ...recipients.map((recipient) => `RCPT TO:<${recipient}>`), 'DATA'];
  socket.write(`${commands.join('\r\n')}\r\n`);
  await expectReply(socket, 250, 'MAIL');
  for (const recipient of recipients) await expectReply(socket, 250, `RCPT ${recipient}`);
  await expectReply(socket, 354, 'DATA');
  socket.writeAll(message, '.\r\n');
  for (let reply = 0; reply < replies; reply++) await expectReply(socket, 250, 'the message');
}

async function quit(socket: LineSocket): Promise<void> {
  socket.write('QUIT\r\n');
  await expectReply(socket, 221, 'QUIT');
  socket.destroy();
}

async function expectReply(socket: LineSocket, code: number, to: string): Promise<void> {
  for (;;) {
    const line = await socket.line();
    if (!line.startsWith(String(code))) throw new Error(`to ${to} the server said: ${line}`);
    if (line[3] !== '-') return;
  }
}
