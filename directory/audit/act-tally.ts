import type { Database } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import type { AccountId } from '#kernel/ids.ts';
import { startOfVietnamDay, vietnamDate } from '#kernel/vietnam-time.ts';
import type { ActWay } from './act.ts';
import type { ActName } from './acts.ts';
import { tallyLimits } from './limits.ts';
import { addCounts, type CountRow } from './tally-sql.ts';

// Refused sign-ins by the hour: an attack is seen soon, and when it was. The rest by the day (design, Who: Read).
const periods = {
  'session.sign-in': 'day',
  'session.sign-in-failed': 'hour',
  'session.sign-in-blocked': 'hour',
  'mailbox.open': 'day',
  'mailbox.read': 'day',
  'mailbox.fetch': 'day',
  'mailbox.remove': 'day',
  'message.send': 'day',
} as const satisfies Partial<Record<ActName, 'hour' | 'day'>>;

/** Acts that happen too often for an entry each. */
export type CountedActName = keyof typeof periods;

export interface CountedAct {
  readonly act: CountedActName;
  readonly actorAccountId: AccountId | null;
  /** Whose mailbox; null where there is none, or `subject` is an address that tells. */
  readonly accountId: AccountId | null;
  readonly via: ActWay;
  /** The network it came from (`networkOf`). */
  readonly network: string;
  readonly credential: string;
  /** The folder, or the address that was written from. */
  readonly subject: string;
}

/** Counts in memory; the database hears of it when `flush` is called. */
export class ActTally {
  readonly #clock: Clock;
  readonly #limits: { readonly countersPerHourMax: number };
  #counts = new Map<string, CountRow>();
  /** Every counter of the running hour, written or not. */
  readonly #known = new Set<string>();
  #hour = Number.NaN;

  constructor(clock: Clock, limits: { readonly countersPerHourMax: number } = tallyLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  count(counted: CountedAct, amount = 1): void {
    const now = this.#clock.now();
    this.#forgetPastHour(now);
    const precise = keyOf(counted);
    const isTooMany = !this.#known.has(precise) && this.#known.size >= this.#limits.countersPerHourMax;
    if (!isTooMany) this.#known.add(precise);
    this.#add(isTooMany ? { ...counted, network: '*', subject: '' } : counted, amount, now);
  }

  /** Writes what was counted. What could not be written is counted on and written the next time. */
  async flush(database: Database): Promise<void> {
    if (this.#counts.size === 0) return;
    const written = this.#counts;
    this.#counts = new Map();
    try {
      await addCounts(database, [...written.values()]);
    } catch (error) {
      for (const [key, row] of written) this.#merge(key, row);
      throw error;
    }
  }

  #forgetPastHour(now: Date): void {
    const hour = startOfHour(now);
    if (hour === this.#hour) return;
    this.#hour = hour;
    this.#known.clear();
  }

  #add(counted: CountedAct, amount: number, now: Date): void {
    const at = now.toISOString();
    const row = { ...counted, ...periodOf(counted.act, now), amount, firstAt: at, lastAt: at };
    this.#merge(`${row.startsAt} ${keyOf(counted)}`, row);
  }

  #merge(key: string, row: CountRow): void {
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, row);
    else {
      known.amount += row.amount;
      if (row.firstAt < known.firstAt) known.firstAt = row.firstAt;
      if (row.lastAt > known.lastAt) known.lastAt = row.lastAt;
    }
  }
}

const keyOf = ({ act, actorAccountId, accountId, via, network, credential, subject }: CountedAct) =>
  JSON.stringify([act, actorAccountId, accountId, via, network, credential, subject]);

const hourMs = 3_600_000;
const startOfHour = (moment: Date) => Math.floor(moment.getTime() / hourMs) * hourMs;

function periodOf(act: CountedActName, now: Date): { startsAt: string; endsAt: string } {
  const isDay = periods[act] === 'day';
  const starts = isDay ? startOfVietnamDay(vietnamDate(now)).getTime() : startOfHour(now);
  return { startsAt: new Date(starts).toISOString(), endsAt: new Date(starts + (isDay ? 24 : 1) * hourMs).toISOString() };
}
