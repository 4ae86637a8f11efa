import { ImapFlow } from 'imapflow';
import { createTransport, type SentMessageInfo } from 'nodemailer';
import type { TestSystem } from './start-system.ts';
import { waitUntil } from './wait-until.ts';

export interface Credentials {
  readonly address: string;
  readonly password: string;
}

export interface Submission {
  readonly from: Credentials;
  readonly to: readonly string[];
  readonly raw: Buffer | string;
  /** Envelope sender; the person's own address unless said otherwise. */
  readonly envelopeFrom?: string;
  readonly door?: 'submissions' | 'submission';
  readonly method?: 'PLAIN' | 'LOGIN';
}

/** Sends through 465 (TLS) or 587 (STARTTLS) as a mail program would. Rejects with the server's reply. */
export async function submit(
  system: TestSystem,
  { from, to, raw, envelopeFrom, door = 'submissions', method = 'PLAIN' }: Submission,
): Promise<SentMessageInfo> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: system.ports[door],
    secure: door === 'submissions',
    requireTLS: true,
    tls: { ca: system.ca },
    auth: { user: from.address, pass: from.password },
    authMethod: method,
  });
  try {
    return await transport.sendMail({ envelope: { from: envelopeFrom ?? from.address, to: [...to] }, raw });
  } finally {
    transport.close();
  }
}

/** A signed-in IMAP client. */
export async function openImap(
  system: TestSystem,
  who: Credentials,
  door: 'imaps' | 'imap' = 'imaps',
  options: { readonly qresync?: boolean } = {},
): Promise<ImapClient> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: system.ports[door],
    secure: door === 'imaps',
    tls: { ca: system.ca },
    auth: { user: who.address, pass: who.password },
    logger: false,
    disableAutoIdle: true,
    ...options,
  });
  client.on('error', () => undefined); // connections that the server ends are part of the tests
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.logout().catch(() => client.close()) });
}

export type ImapClient = ImapFlow & AsyncDisposable;

export interface FoundMessage {
  readonly uid: number;
  readonly source: Buffer;
}

/** All messages of a mailbox, as the server gives them. */
export async function messagesIn(client: ImapFlow, mailbox: string): Promise<FoundMessage[]> {
  const lock = await client.getMailboxLock(mailbox);
  try {
    await client.noop(); // a mailbox that was open already: expunges are told here, never inside FETCH (RFC 9051 §7.5.1)
    const found: FoundMessage[] = [];
    for await (const { uid, source } of client.fetch('1:*', { uid: true, source: true })) {
      if (source) found.push({ uid, source });
    }
    return found;
  } finally {
    lock.release();
  }
}

/** The one message that contains this text, once it is there. */
export function waitForMessage(client: ImapFlow, mailbox: string, text: string): Promise<FoundMessage> {
  return waitUntil(`${mailbox} holds a message with “${text}”`, async () =>
    (await messagesIn(client, mailbox)).find(({ source }) => source.includes(text)),
  );
}

/** Messages in a mailbox that contain this text. */
export async function countMessages(client: ImapFlow, mailbox: string, text: string): Promise<number> {
  return (await messagesIn(client, mailbox)).filter(({ source }) => source.includes(text)).length;
}

/** What stands before the octets that were sent: this delivery's own trace fields. Throws when the octets themselves differ. */
export function tracePrefix(stored: Buffer, sent: Buffer): string {
  if (!stored.subarray(-sent.length).equals(sent))
    throw new Error(`not the octets that were sent:\n${stored.toString('latin1').slice(0, 4_000)}`);
  return stored.subarray(0, stored.length - sent.length).toString('latin1');
}
