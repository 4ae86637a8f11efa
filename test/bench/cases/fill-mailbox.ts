import type { Bench } from '../bench-case.ts';
import { benchLimits } from '../limits.ts';
import type { Account } from '../load/jobs.ts';
import type { MailSide } from '../sides/mail-side.ts';

const fillConnections = 8;
const fillSecondsMax = 900;

/** The last of the people has the large mailbox. */
export const reader = (side: MailSide): Account => side.people.at(-1)!;

export interface Filling {
  readonly perSecond: number;
  /** From the last reply until all was indexed; null where nothing is put off. */
  readonly indexedMs: number | null;
}

const fillings = new WeakMap<MailSide, Promise<Filling>>();

/** Fills the large mailbox when it is needed first, and waits for what is done in the background then. */
export function filling(side: MailSide, bench: Bench): Promise<Filling> {
  const begun = fillings.get(side) ?? fill(side, bench);
  fillings.set(side, begun);
  return begun;
}

async function fill(side: MailSide, { load, options }: Bench): Promise<Filling> {
  const { done, elapsedMs } = await load.run({
    kind: 'deliver',
    protocol: 'lmtp',
    port: side.ports.lmtp,
    connections: fillConnections,
    messagesPerConnection: null,
    seconds: fillSecondsMax,
    messagesMax: options.messages,
    mail: 'office',
    recipients: [reader(side).address],
  });
  if (done !== options.messages) throw new Error(`${side.name} took only ${done} messages`);
  const begun = performance.now();
  const isIndexed = await side.untilIndexed?.(benchLimits.indexedMsMax);
  if (isIndexed === false) throw new Error(`${side.name} had not indexed all in time`);
  return { perSecond: (done / elapsedMs) * 1000, indexedMs: isIndexed ? performance.now() - begun : null };
}
