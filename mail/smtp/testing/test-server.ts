import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { testCertificate } from '#mail/connection/testing/test-certificate.ts';
import type { Door } from '../backend.ts';
import type { SmtpEvent, SmtpEventFacts } from '../events.ts';
import { type SmtpLimits, smtpLimits } from '../limits.ts';
import { createSmtpServer, type ServeOptions, type SmtpRoomServer, type SmtpServerDeps } from '../server.ts';
import { MemoryBackend } from './memory-backend.ts';

export interface TestServer extends AsyncDisposable {
  readonly backend: MemoryBackend;
  readonly server: SmtpRoomServer;
  readonly port: number;
  readonly events: { event: SmtpEvent; facts: SmtpEventFacts }[];
  connect(): Promise<WireClient>;
}

export interface TestServerOptions extends Partial<Omit<SmtpServerDeps, 'limits' | 'backend'>> {
  readonly limits?: Partial<SmtpLimits>;
  readonly implicitTls?: boolean;
  readonly peer?: NonNullable<ServeOptions['peer']>;
}

/** A server of one door on a free port of loopback. Plaintext AUTH is refused unless the test says otherwise. */
export async function startTestServer(door: Door, options: TestServerOptions = {}): Promise<TestServer> {
  const { limits, implicitTls = false, peer, ...rest } = options;
  const backend = new MemoryBackend();
  const events: TestServer['events'] = [];
  const server = createSmtpServer({
    backend,
    door,
    log: (event, facts) => events.push({ event, facts }),
    hostname: 'mail.backan.gov.vn',
    lineEndings: 'normalize',
    allowPlaintextAuth: () => false,
    recipientsMax: 100,
    messageOctetsMax: 100_000,
    tls: testCertificate,
    ...rest,
    limits: { ...smtpLimits, ...limits },
  });
  const listener = createServer((socket) => server.serve(socket, { implicitTls, ...(peer && { peer }) }));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const close = async () => {
    listener.close();
    await server.close();
  };
  return { backend, server, port, events, connect: () => WireClient.open(port), [Symbol.asyncDispose]: close };
}

/** Speaks octets: sends what it is told, reads whole replies. */
export class WireClient implements AsyncDisposable {
  #socket: Socket | TLSSocket;
  #received = '';
  #ended = false;
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#listen();
  }

  static async open(port: number): Promise<WireClient> {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  /** Sends `text` (latin1 unless a Buffer) as it is. */
  send(text: string | Buffer): void {
    this.#socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  }

  /** The next whole reply, lines joined by `\n`; '' when the server has closed. */
  async reply(): Promise<string> {
    for (;;) {
      const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(this.#received);
      if (match !== null) {
        this.#received = this.#received.slice(match[0].length);
        return match[0].trimEnd().replaceAll('\r\n', '\n');
      }
      if (this.#ended) return this.#received;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Sends a line and gives the reply to it. */
  async say(line: string): Promise<string> {
    this.send(`${line}\r\n`);
    return this.reply();
  }

  /** Sends several lines, one reply each. */
  async sayAll(...lines: string[]): Promise<string[]> {
    const replies: string[] = [];
    for (const line of lines) replies.push(await this.say(line));
    return replies;
  }

  /** All replies until the server closes. */
  async rest(): Promise<string[]> {
    const replies: string[] = [];
    for (let next = await this.reply(); next !== ''; next = await this.reply()) replies.push(next);
    return replies;
  }

  async startTls(): Promise<void> {
    this.#socket.removeAllListeners('data');
    const secure = tlsConnect({ socket: this.#socket, rejectUnauthorized: false });
    await once(secure, 'secureConnect');
    this.#socket = secure;
    this.#listen();
  }

  get peerCertificateName(): string {
    return String((this.#socket as TLSSocket).getPeerCertificate().subject.CN);
  }

  end(): void {
    this.#socket.end();
  }

  /** Breaks the connection off (RST). */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }

  #listen(): void {
    this.#socket.on('data', (chunk: Buffer) => {
      this.#received += chunk.toString('latin1');
      this.#wake();
    });
    const ended = () => {
      this.#ended = true;
      this.#wake();
    };
    this.#socket.on('end', ended);
    this.#socket.on('close', ended);
    this.#socket.on('error', ended);
  }
}
