import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, BenchCase, Figure } from '../bench-case.ts';
import { benchLimits } from '../limits.ts';
import type { MailSide } from '../sides/mail-side.ts';

const hearTimes = 5;
const newMailEveryMs = 50;
/** FETCH * needs a message. */
const seedMessages = 5;

/** All but the one with the large mailbox. */
const watchers = (side: MailSide) => side.people.slice(0, -1);

export function manyClientsCases({ idleClients, busyClients }: { idleClients: number; busyClients: number }): readonly BenchCase[] {
  return [
    {
      name: `IMAP ${idleClients.toLocaleString('en')} idle clients`,
      once: true,
      isCrowd: true,
      prepare: seed,
      measure: (...given) => measureIdle(idleClients, ...given),
    },
    {
      name: `IMAP ${busyClients} clients that poll, read the newest and flag it`,
      isCrowd: true,
      prepare: seed,
      measure: (...given) => measureBusy(busyClients, ...given),
    },
  ];
}

const seeded = new WeakSet<MailSide>();

async function seed(side: MailSide, { load }: Bench): Promise<void> {
  if (seeded.has(side)) return;
  seeded.add(side);
  await load.run({
    kind: 'deliver',
    protocol: 'lmtp',
    port: side.ports.lmtp,
    connections: 4,
    messagesPerConnection: null,
    seconds: 60,
    messagesMax: seedMessages * watchers(side).length,
    mail: 'office',
    recipients: watchers(side).map(({ address }) => address),
  });
}

async function measureIdle(connections: number, side: MailSide, { load }: Bench): Promise<Figure[]> {
  const accounts = watchers(side);
  const port = side.ports.imap;
  // What the first clients bring into memory (code, caches) is not a connection's.
  await load.run({ kind: 'open-idle', port, accounts, connections: Math.ceil(connections / 10) });
  await load.run({ kind: 'close-idle' });
  await sleep(benchLimits.restMs);
  try {
    return await measureOpen(connections, side, load);
  } finally {
    await load.run({ kind: 'close-idle' });
    await sleep(benchLimits.restMs);
  }
}

async function measureOpen(connections: number, side: MailSide, load: Bench['load']): Promise<Figure[]> {
  const accounts = watchers(side);
  const before = await side.memoryKb?.();
  const { elapsedMs } = await load.run({ kind: 'open-idle', port: side.ports.imap, accounts, connections });
  await sleep(benchLimits.restMs);
  const after = await side.memoryKb?.();
  const hear = async (who: typeof accounts) => {
    const { durationsMs } = await load.run({ kind: 'hear', lmtpPort: side.ports.lmtp, accounts: who, times: hearTimes });
    return durationsMs[Math.floor(hearTimes / 2)]!;
  };
  const one = await hear(accounts.slice(0, 1));
  const all = await hear(accounts);
  const memory =
    before === undefined || after === undefined
      ? []
      : [{ what: 'memory each', unit: 'KB', value: (after - before) / connections } as const];
  return [
    ...memory,
    { what: 'until those of one mailbox heard of a new message', unit: 'ms', value: one },
    { what: 'until all heard of one in each mailbox', unit: 'ms', value: all },
    { what: 'sign-ins', unit: 'operations/s', value: (connections / elapsedMs) * 1000 },
  ];
}

async function measureBusy(connections: number, side: MailSide, { load, options }: Bench): Promise<Figure[]> {
  const { done, elapsedMs, durationsMs } = await load.run({
    kind: 'clients',
    port: side.ports.imap,
    lmtpPort: side.ports.lmtp,
    accounts: watchers(side),
    connections,
    seconds: options.seconds,
    newMailEveryMs,
  });
  const percentile = (share: number) => durationsMs[Math.min(durationsMs.length - 1, Math.floor(durationsMs.length * share))]!;
  return [
    { what: 'commands', unit: 'operations/s', value: (done / elapsedMs) * 1000 },
    { what: 'half of them within', unit: 'ms', value: percentile(0.5) },
    { what: '99 % of them within', unit: 'ms', value: percentile(0.99) },
  ];
}
