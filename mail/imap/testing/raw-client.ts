import type { ConnectionServer } from '#mail/connection/connection-server.ts';
import { LineClient } from '#mail/connection/testing/line-client.ts';
import { onLoopback } from '#mail/connection/testing/loopback.ts';
import { testCertificate } from '#mail/connection/testing/test-certificate.ts';
import type { ImapLimits } from '../limits.ts';
import { createImapServer } from '../server.ts';
import { MemoryBackend } from './memory-backend.ts';

/** A server on a loopback port over a house in memory. */
export interface Harness extends AsyncDisposable {
  readonly backend: MemoryBackend;
  readonly server: ConnectionServer;
  readonly port: number;
  readonly events: Record<string, unknown>[];
  connect(): Promise<RawClient>;
  /** Signed in; with `select`, INBOX selected. */
  signedIn(options?: { select?: boolean }): Promise<RawClient>;
}

export async function startHarness(
  options: { limits?: Partial<ImapLimits>; secure?: boolean; plaintext?: boolean; offersUidOnly?: boolean } = {},
): Promise<Harness> {
  const backend = new MemoryBackend();
  const events: Record<string, unknown>[] = [];
  const log = (fields: Record<string, unknown>) => void events.push(fields);
  const server = createImapServer({
    backend,
    log: { info: log, warn: log, error: log },
    limits: options.limits ?? {},
    tls: () => testCertificate(),
    hostname: 'mail.example.vn',
    offersUidOnly: options.offersUidOnly ?? false,
    allowPlaintextAuth: () => options.plaintext ?? true,
  });
  const loopback = await onLoopback(server, options.secure ?? false, (socket) => new RawClient(socket));
  return {
    backend,
    server,
    port: loopback.port,
    events,
    connect: async () => loopback.connect(),
    async signedIn({ select = false } = {}) {
      const client = loopback.connect();
      await client.line();
      await client.command('LOGIN an@example.vn secret');
      if (select) await client.command('SELECT INBOX');
      return client;
    },
    [Symbol.asyncDispose]: () => loopback[Symbol.asyncDispose](),
  };
}

/** Tags commands and reads their answers. */
export class RawClient extends LineClient {
  #tags = 0;

  async octets(count: number): Promise<Buffer> {
    while (this.received.length < count) {
      if (this.ended) throw new Error('the server hung up');
      await this.more();
    }
    return this.take(count);
  }

  /** Lines up to and with the tagged one. Literals stand in their line, after the line that announces them. */
  async until(tag: string): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      let line = await this.line();
      if (line === null) return [...lines, '(hung up)'];
      for (let literal = /~?\{(\d+)\}$/.exec(line); literal !== null; literal = /~?\{(\d+)\}$/.exec(line))
        line += `\r\n${(await this.octets(Number(literal[1]))).toString('latin1')}${await this.line()}`;
      lines.push(line);
      if (line.startsWith(`${tag} `)) return lines;
    }
  }

  /** Sends a command; its tag is cut from the last line of the answer. */
  async command(text: string | Buffer): Promise<string[]> {
    this.#tags += 1;
    const tag = `T${this.#tags}`;
    this.send(Buffer.concat([Buffer.from(`${tag} `), Buffer.from(text), Buffer.from('\r\n')]));
    return this.answer(tag);
  }

  async answer(tag: string): Promise<string[]> {
    const lines = await this.until(tag);
    return lines.map((line) => (line.startsWith(`${tag} `) ? line.slice(tag.length + 1) : line));
  }
}

export function message(subject: string, body = 'Hello\r\n'): Buffer {
  return Buffer.from(
    `From: An <an@example.vn>\r\nTo: binh@example.vn\r\nSubject: ${subject}\r\nDate: Sun, 22 Nov 2026 08:02:03 +0700\r\n\r\n${body}`,
  );
}
