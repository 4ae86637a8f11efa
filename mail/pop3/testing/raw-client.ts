import net from 'node:net';
import tls from 'node:tls';
import type { ConnectionServer } from '#mail/connection/connection-server.ts';
import { testCertificate } from '#mail/imap/testing/test-certificate.ts';
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
  const listener = net.createServer((socket) => {
    const peer = { address: '127.0.0.1', port: socket.remotePort ?? 0, secure: false, loopback: true };
    server.serve(socket, { peer, implicitTls });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as net.AddressInfo;
  const clients: RawClient[] = [];
  const connect = async () => {
    const client = new RawClient(net.connect(port, '127.0.0.1'));
    clients.push(client);
    if (implicitTls) await client.upgrade();
    await client.line();
    return client;
  };
  return {
    backend,
    server,
    port,
    events,
    connect,
    async signedIn() {
      const client = await connect();
      await client.command(`USER ${backend.username}`);
      await client.command(`PASS ${backend.password}`);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await server.close({ graceMs: 1_000 });
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Speaks octets, not POP3: tests see exactly what the server sends. */
export class RawClient {
  socket: net.Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #notify: () => void = () => undefined;

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
      if (end >= 0) return this.#take(end + 2).toString('utf8', 0, end);
      if (this.#ended) return null;
      await this.#more();
    }
  }

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
      const end = this.#received.subarray(0, 3).toString('latin1') === '.\r\n' ? 0 : this.#received.indexOf('\r\n.\r\n') + 2;
      if (end === 0 || end > 1) return { status, octets: this.#take(end + 3).toString('latin1') };
      if (this.#ended) return { status, octets: `${this.#received.toString('latin1')}(hung up)` };
      await this.#more();
    }
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

export const message = (subject: string, body = 'Xin chao\r\n') =>
  `From: An <an@example.vn>\r\nTo: binh@example.vn\r\nSubject: ${subject}\r\n\r\n${body}`;
