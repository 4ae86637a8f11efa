import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface RelayedMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly octets: Buffer;
}

export interface RelaySink extends AsyncDisposable {
  readonly port: number;
  readonly messages: readonly RelayedMessage[];
}

export interface RelaySinkOptions {
  readonly port?: number;
  /** Answers a recipient with this code and text instead of taking it. */
  readonly refuse?: (recipient: string) => { code: number; text: string } | undefined;
}

/** The server beyond the relay: an SMTP server on loopback that keeps what it is handed. */
export async function startRelaySink(options: RelaySinkOptions = {}): Promise<RelaySink> {
  const messages: RelayedMessage[] = [];
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const refusal = options.refuse?.(address);
      done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null);
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        messages.push({ from, to: envelope.rcptTo.map(({ address }) => address), octets: Buffer.concat(chunks) });
        done();
      });
    },
  });
  server.on('error', () => undefined); // a client that is killed is part of the tests
  const listener = server.listen(options.port ?? 0, '127.0.0.1');
  await new Promise<void>((resolve) => listener.once('listening', resolve));
  const { port } = listener.address() as AddressInfo;
  return { port, messages, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}
