import type { ConnectionServer } from '#mail/connection/connection-server.ts';
import { LineClient } from '#mail/connection/testing/line-client.ts';
import { onLoopback } from '#mail/connection/testing/loopback.ts';
import { testCertificate } from '#mail/connection/testing/test-certificate.ts';
import type { Pop3Limits } from '../limits.ts';
import { createPop3Server } from '../server.ts';
import { MemoryBackend } from './memory-backend.ts';

/** A server on a loopback port over a mailbox in memory. */
export interface Harness extends AsyncDisposable {
  readonly backend: MemoryBackend;
  readonly server: ConnectionServer;
  readonly port: number;
  readonly events: Record<string, unknown>[];
  /** Connected, the greeting read. */
  connect(): Promise<RawClient>;
  signedIn(): Promise<RawClient>;
}

export interface HarnessOptions {
  readonly limits?: Partial<Pop3Limits>;
  readonly implicitTls?: boolean;
  readonly plaintext?: boolean;
  readonly tlsOffered?: boolean;
}

export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const { limits = {}, implicitTls = false, plaintext = true, tlsOffered = true } = options;
  const backend = new MemoryBackend();
  const events: Record<string, unknown>[] = [];
  const log = (fields: Record<string, unknown>) => void events.push(fields);
  const server = createPop3Server({
    backend,
    log: { info: log, warn: log, error: log },
    limits,
    tls: () => (tlsOffered ? testCertificate() : null),
    hostname: 'mail.example.vn',
    allowPlaintextAuth: () => plaintext,
  });
  const loopback = await onLoopback(server, implicitTls, (socket) => new RawClient(socket));
  const connect = async () => {
    const client = loopback.connect();
    if (implicitTls) await client.upgrade();
    await client.line();
    return client;
  };
  return {
    backend,
    server,
    port: loopback.port,
    events,
    connect,
    async signedIn() {
      const client = await connect();
      await client.command(`USER ${backend.username}`);
      await client.command(`PASS ${backend.password}`);
      return client;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

/** Sends commands and reads their replies. */
export class RawClient extends LineClient {
  async command(text: string | Buffer): Promise<string | null> {
    this.send(Buffer.concat([Buffer.from(text), Buffer.from('\r\n')]));
    return this.line();
  }

  /** A command with a multi-line response: its lines, the final dot not among them. */
  async list(text: string): Promise<string[]> {
    const lines = [(await this.command(text)) ?? '(hung up)'];
    while (lines[0]?.startsWith('+OK')) {
      const line = await this.line();
      if (line === '.') break;
      lines.push(line ?? '(hung up)');
      if (line === null) break;
    }
    return lines;
  }

  /** A command with a message for an answer: its octets as they came, dots and all, up to and with CRLF.CRLF. */
  async octets(text: string): Promise<{ status: string; octets: string }> {
    const status = (await this.command(text)) ?? '(hung up)';
    for (;;) {
      const end = this.received.subarray(0, 3).toString('latin1') === '.\r\n' ? 0 : this.received.indexOf('\r\n.\r\n') + 2;
      if (end === 0 || end > 1) return { status, octets: this.take(end + 3).toString('latin1') };
      if (this.ended) return { status, octets: `${this.received.toString('latin1')}(hung up)` };
      await this.more();
    }
  }
}

export const message = (subject: string, body = 'Xin chao\r\n') =>
  `From: An <an@example.vn>\r\nTo: binh@example.vn\r\nSubject: ${subject}\r\n\r\n${body}`;
