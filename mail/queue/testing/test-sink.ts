import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message that the sink took. */
export interface SunkMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly octets: string;
  readonly secure: boolean;
}

export interface Sink extends AsyncDisposable {
  readonly port: number;
  readonly messages: SunkMessage[];
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/** A refusal as smtp-server wants it: thrown from a hook, answered with this code and text. */
export function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

export interface SinkHooks {
  readonly onRcpt?: (address: string, dsn: unknown) => void;
  readonly onMail?: (session: { dsn: unknown; smtpUtf8: boolean; bodyType: string | undefined }) => void;
  /** Throws to refuse; may wait. */
  readonly onMessage?: (message: SunkMessage) => void | Promise<void>;
  readonly port?: number;
  readonly options?: SMTPServerOptions;
}

/** A server on loopback that keeps what it is sent. */
export async function startSink(hooks: SinkHooks = {}): Promise<Sink> {
  const messages: SunkMessage[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, done) {
      connections++;
      done();
    },
    onMailFrom(_address, session, done) {
      const { dsn, smtpUtf8, bodyType } = session.envelope as unknown as { dsn: unknown; smtpUtf8?: boolean; bodyType?: string };
      settle(done, () => hooks.onMail?.({ dsn, smtpUtf8: smtpUtf8 === true, bodyType }));
    },
    onRcptTo(address, _session, done) {
      settle(done, () => hooks.onRcpt?.(address.address, (address as { dsn?: unknown }).dsn));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const message: SunkMessage = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((one) => one.address),
          octets: Buffer.concat(chunks).toString('latin1'),
          secure: session.secure === true,
        };
        settle(done, async () => {
          await hooks.onMessage?.(message);
          messages.push(message);
        });
      });
    },
    ...hooks.options,
  });
  server.on('error', () => undefined); // clients that vanish are part of the tests
  const listener = server.listen(hooks.port ?? 0, '127.0.0.1');
  await new Promise<void>((resolve) => listener.once('listening', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  const { port } = listener.address() as AddressInfo;
  return { port, messages, connections: () => connections, close, [Symbol.asyncDispose]: close };
}

function settle(done: (error?: Error | null) => void, work: () => void | Promise<void>): void {
  Promise.resolve()
    .then(work)
    .then(
      () => done(),
      (error: Error) => done(error),
    );
}
