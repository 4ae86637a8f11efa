import type { Database } from '#io/database.ts';
import type { Clock } from '#kernel/clock.ts';
import type { AccountId } from '#kernel/ids.ts';
import { lookLimits } from './limits.ts';
import { addLooks, readMarks } from './look-sql.ts';
import type { Inboxes } from './mailbox-port.ts';
import { dayOfHalfHour, halfHourNumber } from './rules.ts';

/** read: something was marked as read, or fetched by POP3. checked: the INBOX was opened, or asked for news. */
export type Look = 'read' | 'checked';

interface NotedLook {
  readonly accountId: AccountId;
  readonly actorAccountId: AccountId;
  readonly halfHour: number;
  readonly look: Look;
}

/**
 * Who looked at which mailbox in this half hour, in memory: the database hears of it when `flush` is called, once for mailbox, actor and half
 * hour. A process that is killed takes with it what it had not written; its sessions come back, and open their INBOX again.
 */
export class LookTally {
  readonly #clock: Clock;
  #noted = new Map<string, NotedLook>();
  /** Of the running half hour, written already. */
  readonly #written = new Map<string, Look>();
  #halfHour = Number.NaN;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Asked for by commands of sessions: looks into a Map or two. */
  note(accountId: AccountId, actorAccountId: AccountId, look: Look): void {
    const halfHour = halfHourNumber(this.#clock.now().getTime());
    if (halfHour !== this.#halfHour) this.#begin(halfHour);
    const key = keyOf(accountId, actorAccountId, halfHour);
    if (!says(this.#written.get(key), look) && !says(this.#noted.get(key)?.look, look))
      this.#noted.set(key, { accountId, actorAccountId, halfHour, look });
  }

  /** Writes what counts as a look. What could not be written is kept for the next time. */
  async flush(database: Database, inboxes: Inboxes): Promise<void> {
    while (this.#noted.size > 0) {
      const taken = [...this.#noted].slice(0, lookLimits.writtenAtOnce);
      for (const [key] of taken) this.#noted.delete(key);
      try {
        await this.#write(database, inboxes, taken);
      } catch (error) {
        for (const [key, noted] of taken) if (!says(this.#noted.get(key)?.look, noted.look)) this.#noted.set(key, noted);
        throw error;
      }
    }
  }

  async #write(database: Database, inboxes: Inboxes, taken: readonly (readonly [string, NotedLook])[]): Promise<void> {
    const accountIds = [...new Set(taken.map(([, { accountId }]) => accountId))];
    const now = await inboxes.since(await readMarks(database, accountIds));
    // A mail program that asks by itself, while something new lies there unread, is nobody who looked.
    const withNothingNew = new Set(now.filter(({ hasUnreadSince }) => !hasUnreadSince).map(({ accountId }) => accountId));
    const looks = taken.filter(([, { look, accountId }]) => look === 'read' || withNothingNew.has(accountId));
    if (looks.length === 0) return;
    const looked = new Set(looks.map(([, { accountId }]) => accountId));
    await addLooks(
      database,
      looks.map(([, { accountId, actorAccountId, halfHour }]) => ({ accountId, actorAccountId, ...dayOfHalfHour(halfHour) })),
      now.filter(({ accountId }) => looked.has(accountId)),
    );
    for (const [key, { halfHour, look }] of looks) if (halfHour === this.#halfHour) this.#written.set(key, look);
  }

  #begin(halfHour: number): void {
    this.#halfHour = halfHour;
    this.#written.clear();
  }
}

const keyOf = (accountId: AccountId, actorAccountId: AccountId, halfHour: number) => `${accountId} ${actorAccountId} ${halfHour}`;

/** Who has read has looked, too. */
const says = (known: Look | undefined, look: Look) => known === 'read' || known === look;
