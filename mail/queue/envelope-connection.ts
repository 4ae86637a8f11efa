import assert from 'node:assert';
import type { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionOptions, type SMTPConnectionSendInfo, type SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import { type Announced, type EnvelopeParameters, withParameters } from './envelope-parameters.ts';
import type { HandOverTimes } from './limits.ts';
import type { HopTls, NextHop } from './route.ts';

/** An error of the connection or a refusal by the server (then with `responseCode`), as nodemailer reports it. */
export interface ConnectionError extends Error {
  readonly code?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly recipient?: string | undefined;
  readonly rejectedErrors?: readonly ConnectionError[] | undefined;
}

// Inside nodemailer 10.6.0, which is pinned: its public interface has one set of DSN parameters for all recipients, no
// SMTPUTF8 for messages that need it only in their header, and does not tell what was announced before a message is sent.
interface Inside {
  _sendCommand(line: string, logLine?: string): void;
  readonly _supportedExtensions: readonly string[];
  readonly _maxAllowedSize: number;
}
const inherited = SMTPConnection.prototype as unknown as Inside;
assert(typeof inherited._sendCommand === 'function', 'nodemailer no longer sends commands through _sendCommand');

type Done<T> = (error?: Error | null, value?: T) => void;

/** nodemailer's SMTP client with promises, our envelope parameters, and no way to end in silence. */
export class EnvelopeConnection extends SMTPConnection {
  #parameters: EnvelopeParameters | null = null;
  /** Messages sent or tried over it. */
  messages = 0;

  constructor(options: SMTPConnectionOptions) {
    super(options);
    this.on('error', () => undefined); // each step listens for its own; one between two steps shows at the next
  }

  _sendCommand(line: string, logLine?: string): void {
    inherited._sendCommand.call(this, this.#parameters === null ? line : withParameters(line, this.#parameters), logLine);
  }

  announced(): Announced {
    const { _supportedExtensions: extensions, _maxAllowedSize: sizeMax } = this as unknown as Inside;
    const has = (keyword: string) => extensions.includes(keyword);
    return { smtpUtf8: has('SMTPUTF8'), dsn: has('DSN'), eightBitMime: has('8BITMIME'), sizeMax };
  }

  open(): Promise<void> {
    return this.#step<void>((done) => this.connect(done));
  }

  signIn(auth: { user: string; pass: string }): Promise<unknown> {
    return this.#step((done) => this.login({ ...auth }, done));
  }

  /** RSET: the connection lives, and nothing of an earlier message is left. */
  begin(): Promise<unknown> {
    return this.#step((done) => this.reset(done));
  }

  async sendMessage(envelope: SMTPEnvelope, parameters: EnvelopeParameters, octets: Readable): Promise<SMTPConnectionSendInfo> {
    this.messages++;
    this.#parameters = parameters;
    try {
      return (await this.#step<SMTPConnectionSendInfo>((done) => this.send(envelope, octets, done))) as SMTPConnectionSendInfo;
    } finally {
      this.#parameters = null;
    }
  }

  /** QUIT without waiting for the answer. */
  leave(): void {
    if (this.destroyed) return;
    this.quit();
    this.close();
  }

  /** One exchange: also ends when the connection does, where nodemailer would never call back. */
  async #step<T>(start: (done: Done<T>) => void): Promise<T | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<T | undefined>();
    const onError = (error: Error) => reject(error);
    // 'end' comes before the reason that a waiting send is told; that one is to win.
    const onEnd = () => setImmediate(() => reject(new Error('connection closed')));
    this.once('error', onError);
    this.once('end', onEnd);
    try {
      start((error, value) => (error ? reject(error) : resolve(value)));
      return await promise;
    } finally {
      this.removeListener('error', onError);
      this.removeListener('end', onEnd);
    }
  }
}

export interface ConnectDeps {
  /** The name for EHLO. */
  readonly hostname: string;
  readonly times: HandOverTimes;
}

/** Connects, protects and signs in as the hop says. Rejects with a ConnectionError; `signal` ends it at any point. */
export async function connectTo(deps: ConnectDeps, hop: NextHop, signal: AbortSignal): Promise<EnvelopeConnection> {
  try {
    return await connectOnce(deps, hop, hop.tls, signal);
  } catch (error) {
    // A handshake that fails is no reason to keep mail back where plain text would do as well (RFC 7435 §3), but never a password.
    const mayFallBack = hop.tls === 'opportunistic' && hop.auth === undefined && (error as ConnectionError).code === 'ETLS';
    if (!mayFallBack || signal.aborted) throw error;
    return connectOnce(deps, hop, 'none', signal);
  }
}

async function connectOnce(deps: ConnectDeps, hop: NextHop, tls: HopTls, signal: AbortSignal): Promise<EnvelopeConnection> {
  signal.throwIfAborted();
  const connection = new EnvelopeConnection({ ...baseOptions(deps, hop), ...tlsOptions(hop, tls) });
  const onAbort = () => connection.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await connection.open();
    if (hop.auth !== undefined) {
      if (!connection.secure && tls !== 'none') throw new Error('the relay offers no TLS: the password is not sent');
      await connection.signIn(hop.auth);
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function baseOptions({ hostname, times }: ConnectDeps, hop: NextHop): SMTPConnectionOptions {
  return {
    host: hop.host,
    port: hop.port,
    name: hostname,
    connectionTimeout: times.connectMsMax,
    greetingTimeout: times.greetingMsMax,
    socketTimeout: times.silenceMsMax,
    socketCloseTimeout: 1_000,
    maxResponseSize: 64 * 1024, // replies are a few lines (RFC 5321 §4.5.3.1.5: 512 octets each)
    allowInternalNetworkInterfaces: true,
  };
}

function tlsOptions(hop: NextHop, tls: HopTls): SMTPConnectionOptions {
  // Where a password is sent, the other side must be who it says.
  const verified = {
    rejectUnauthorized: tls !== 'opportunistic' || hop.auth !== undefined,
    ...(hop.ca === undefined ? {} : { ca: hop.ca }),
  };
  switch (tls) {
    case 'none':
      return { secure: false, ignoreTLS: true };
    case 'opportunistic':
      return { secure: false, opportunisticTLS: true, tls: verified };
    case 'required':
      return { secure: false, requireTLS: true, tls: verified };
    case 'implicit':
      return { secure: true, tls: verified };
  }
}
