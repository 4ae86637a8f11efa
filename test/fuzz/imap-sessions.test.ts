import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onLoopback } from '#mail/connection/testing/loopback.ts';
import { createImapServer } from '#mail/imap/server.ts';
import { MemoryBackend } from '#mail/imap/testing/memory-backend.ts';
import { fuzzTimes, shrinks } from './fuzz-times.ts';
import { anyCommand } from './imap/command-grammar.ts';
import type { FuzzCommand } from './imap/command-text.ts';
import { FuzzClient } from './imap/fuzz-client.ts';

/** One of two clients says something, or both at once, or somebody else changes the mailbox. */
type Step =
  | { readonly by: 0 | 1; readonly command: FuzzCommand }
  | { readonly by: 'both'; readonly commands: readonly [FuzzCommand, FuzzCommand] }
  | { readonly by: 'other'; readonly event: 'delivers' | 'expunges'; readonly place: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ by: fc.constantFrom(0 as const, 1 as const), command: anyCommand }) },
  { weight: 1, arbitrary: fc.record({ by: fc.constant('both' as const), commands: fc.tuple(anyCommand, anyCommand) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      by: fc.constant('other' as const),
      event: fc.constantFrom('delivers' as const, 'expunges' as const),
      place: fc.nat(),
    }),
  },
);

const limits = { badCommandsMax: 1_000_000, badCommandsBeforeAuthMax: 1_000_000, bodyChunkOctets: 64, readAheadOctets: 200, factsSlice: 3 };

async function run(steps: readonly Step[]): Promise<void> {
  const backend = new MemoryBackend();
  const inbox = backend.inbox;
  const events: Record<string, unknown>[] = [];
  const log = (fields: Record<string, unknown>) => void events.push(fields);
  const server = createImapServer({
    backend,
    log: { info: log, warn: log, error: log },
    limits,
    tls: () => null,
    hostname: 'mail.example.vn',
    allowPlaintextAuth: () => true,
  });
  const deliver = (subject: string) =>
    inbox.add(Buffer.from(`Subject: ${subject}\r\n\r\nHợp\r\n`), { prefix: 'Return-Path: <a@x.vn>\r\n' });
  for (const subject of ['one', 'two', 'three', 'four']) deliver(subject);
  await using loopback = await onLoopback(server, false, (socket) => new FuzzClient(socket));
  const clients = [loopback.connect(), loopback.connect()] as const;
  try {
    for (const client of clients) {
      await client.greeting();
      await client.perform({ verb: 'LOGIN', tokens: [' an@example.vn secret'], isValid: true });
      await client.perform({ verb: 'SELECT', tokens: [' INBOX'], isValid: true });
    }
    for (const one of steps) {
      if (one.by === 'both') await Promise.all(clients.map((client, at) => client.perform(one.commands[at]!)));
      else if (one.by !== 'other') await clients[one.by].perform(one.command);
      else if (one.event === 'delivers') deliver(`new ${one.place}`);
      else inbox.expunge(new Set(inbox.messages.slice(one.place % 5, (one.place % 5) + 1).map((message) => message.uid)));
    }
    for (const client of clients)
      await expectAgreement(
        client,
        inbox.messages.map((message) => message.uid),
      );
  } catch (cause) {
    throw new Error(`${clients.map((client) => client.transcript.slice(-12).join('\n')).join('\n---\n')}`, { cause });
  }
  expect(events.filter(({ event }) => event === 'imap.fault' || event === 'imap.hostile-input')).toEqual([]);
  for (const client of clients) client.destroy();
  await server.close({ graceMs: 1_000 });
  expect([backend.openAccounts, inbox.listeners.size, server.connectionCount]).toEqual([0, 0, 0]);
}

/** After a NOOP the client's messages are the mailbox's. */
async function expectAgreement(client: FuzzClient, uids: readonly number[]): Promise<void> {
  const { view } = client;
  await client.perform({ verb: 'NOOP', tokens: [], isValid: true });
  const isHere = view.isSelected;
  const before = view.uids;
  if (isHere) await client.perform({ verb: 'UID FETCH', tokens: [' 1:* (UID)'], isValid: true });
  expect(before.length).toBe(view.uids.length);
  await client.perform({ verb: 'SELECT', tokens: [' INBOX'], isValid: true });
  await client.perform({ verb: 'FETCH', tokens: [' 1:* (UID)'], isValid: true });
  expect(view.uids).toEqual(uids);
}

describe('IMAP sessions made by the grammar', () => {
  it('are answered by the grammar, once for each command, and leave the clients’ views right', {
    timeout: 30_000 * fuzzTimes,
  }, async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), run), {
      numRuns: 100 * fuzzTimes,
      endOnFailure: !shrinks,
    });
  });
});
