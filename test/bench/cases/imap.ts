import { type Bench, type BenchCase, withProcessorTime } from '../bench-case.ts';
import type { MailSide } from '../sides/mail-side.ts';

const messageOctets = 10 * 1024;
const filledOctets = 4 * 1024;
const fillConnections = 8;
const flags = '(FLAGS)';
const envelopes = '(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)';

/** The last of the people has the large mailbox; the others' take what is appended. */
const reader = (side: MailSide) => side.people.at(-1)!;
const writers = (side: MailSide, count: number) => side.people.slice(0, count);

const filled = new WeakSet<MailSide>();

/** Messages/s of the filling; null when it was filled before. */
async function fill(side: MailSide, { load, options }: Bench): Promise<number | null> {
  if (filled.has(side)) return null;
  filled.add(side);
  const { done, elapsedMs } = await load.run({
    kind: 'deliver',
    protocol: 'lmtp',
    port: side.ports.lmtp,
    connections: fillConnections,
    messagesPerConnection: null,
    seconds: 300,
    messagesMax: options.messages,
    messageOctets: filledOctets,
    recipients: [reader(side).address],
  });
  return (done / elapsedMs) * 1000;
}

async function fetchMs(side: MailSide, bench: Bench, items: string, seconds: number): Promise<number> {
  await fill(side, bench);
  const { durationsMs } = await bench.load.run({
    kind: 'fetch',
    port: side.ports.imap,
    account: reader(side),
    items,
    seconds,
    turnsMin: 1,
  });
  return durationsMs[Math.floor(durationsMs.length / 2)]!;
}

const fetchCase = (what: string, items: string): BenchCase => ({
  name: `IMAP SELECT + FETCH of the large mailbox, ${what}`,
  measure: async (side, bench) => [{ what: '', unit: 'ms', value: await fetchMs(side, bench, items, bench.options.seconds) }],
});

const appendCase = (connections: number): BenchCase => ({
  name: `IMAP APPEND 10 KB, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
  async measure(side, { load, options }) {
    const { done, elapsedMs, processor } = await withProcessorTime(side, () =>
      load.run({
        kind: 'append',
        port: side.ports.imap,
        accounts: writers(side, connections),
        seconds: options.seconds,
        messagesMax: options.messages,
        messageOctets,
      }),
    );
    return [{ what: 'stored', unit: 'messages/s', value: (done / elapsedMs) * 1000 }, ...processor];
  },
});

export const imapCases: readonly BenchCase[] = [
  {
    name: 'LMTP 4 KB into one mailbox, 8 connections (filling it)',
    once: true,
    async measure(side, bench) {
      const rate = await fill(side, bench);
      return rate === null ? null : [{ what: '', unit: 'messages/s', value: rate }];
    },
  },
  {
    name: 'IMAP SELECT + FETCH of the large mailbox, envelopes for the first time',
    once: true,
    measure: async (side, bench) => [{ what: '', unit: 'ms', value: await fetchMs(side, bench, envelopes, 0) }],
  },
  fetchCase('flags', flags),
  fetchCase('envelopes', envelopes),
  appendCase(1),
  appendCase(8),
];
