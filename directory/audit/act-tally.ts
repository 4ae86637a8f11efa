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

interface CounterLimits {
  readonly refusedPerHourMax: number;
  readonly admittedPerHourMax: number;
}

/** Counts in memory; the database hears of it when `flush` is called. */
export class ActTally {
  readonly #clock: Clock;
  readonly #limits: CounterLimits;
  #counts = new Map<string, CountRow>();
  /** Every counter of the running hour, written or not: of those who are not known, and of those who are. */
  readonly #refused = new Set<string>();
  readonly #admitted = new Set<string>();
  #hour = Number.NaN;

  constructor(clock: Clock, limits: CounterLimits = tallyLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  count(counted: CountedAct, amount = 1): void {
    const now = this.#clock.now();
    this.#forgetPastHour(now);
    this.#add(this.#hasRoom(counted) ? counted : { ...counted, network: '*', subject: '' }, amount, now);
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

  #hasRoom(counted: CountedAct): boolean {
    const { refusedPerHourMax, admittedPerHourMax } = this.#limits;
    const [known, max] = counted.actorAccountId === null ? [this.#refused, refusedPerHourMax] : [this.#admitted, admittedPerHourMax];
    const key = keyOf(counted);
    if (!known.has(key) && known.size >= max) return false;
    known.add(key);
    return true;
  }

  #forgetPastHour(now: Date): void {
    const hour = startOfHour(now);
    if (hour === this.#hour) return;
    this.#hour = hour;
    this.#refused.clear();
    this.#admitted.clear();
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
