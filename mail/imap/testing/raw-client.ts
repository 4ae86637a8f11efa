import net from 'node:net';
import tls from 'node:tls';
import type { Peer } from '#kernel/session.ts';
import type { ConnectionServer } from '#mail/connection/connection-server.ts';
import type { ImapLimits } from '../limits.ts';
import { createImapServer } from '../server.ts';
import { MemoryBackend } from './memory-backend.ts';
import { testCertificate } from './test-certificate.ts';

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
  const listener = net.createServer((socket) => {
    const peer: Peer = { address: '127.0.0.1', port: socket.remotePort ?? 0, secure: false, loopback: true };
    server.serve(socket, { peer, implicitTls: options.secure ?? false });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as net.AddressInfo;
  const clients: RawClient[] = [];
  const connect = async () => {
    const client = new RawClient(net.connect(port, '127.0.0.1'));
    clients.push(client);
    return client;
  };
  return {
    backend,
    server,
    port,
    events,
    connect,
    async signedIn({ select = false } = {}) {
      const client = await connect();
      await client.line();
      await client.command('LOGIN an@example.vn secret');
      if (select) await client.command('SELECT INBOX');
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await server.close({ graceMs: 1_000 });
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Speaks octets, not IMAP: tests see exactly what the server sends. */
export class RawClient {
  socket: net.Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #notify: () => void = () => {};
  #tags = 0;

  constructor(socket: net.Socket) {
    this.socket = socket;
    this.#listen();
  }

  #listen(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#notify();
    });
    for (const event of ['end', 'close', 'error'])
      this.socket.on(event, () => {
        this.#ended = true;
        this.#notify();
      });
  }

  send(octets: string | Buffer): void {
    this.socket.write(octets);
  }

  /** The next line without its end; null when the server has hung up. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#received.indexOf('\r\n');
      if (end >= 0)
        return this.#take(end + 2)
          .subarray(0, end)
          .toString('utf8');
      if (this.#ended) return null;
      await this.#more();
    }
  }

  async octets(count: number): Promise<Buffer> {
    while (this.#received.length < count) {
      if (this.#ended) throw new Error('the server hung up');
      await this.#more();
    }
    return this.#take(count);
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

  /** Everything until the server hangs up. */
  async rest(): Promise<string[]> {
    const lines: string[] = [];
    for (let line = await this.line(); line !== null; line = await this.line()) lines.push(line);
    return lines;
  }

  async upgrade(): Promise<void> {
    this.socket.removeAllListeners();
    const secured = tls.connect({ socket: this.socket, rejectUnauthorized: false });
    this.socket = secured;
    await new Promise<void>((resolve, reject) => secured.once('secureConnect', resolve).once('error', reject));
    this.#listen();
  }

  destroy(): void {
    this.socket.destroy();
  }

  #take(count: number): Buffer {
    const taken = this.#received.subarray(0, count);
    this.#received = this.#received.subarray(count);
    return taken;
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#notify = resolve;
    });
  }
}

export function message(subject: string, body = 'Hello\r\n'): Buffer {
  return Buffer.from(
    `From: An <an@example.vn>\r\nTo: binh@example.vn\r\nSubject: ${subject}\r\nDate: Sun, 22 Nov 2026 08:02:03 +0700\r\n\r\n${body}`,
  );
}
