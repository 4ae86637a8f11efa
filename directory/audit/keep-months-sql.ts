import { type HotStatement, queryIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';

// Run as the owner: the application has none of these rights.

/** Makes a month ready to be written to: this one, or one so many later. Fails where entries of it went to `audit_rest` already. */
export const openMonth = (tx: Tx, monthsAhead: number) => queryIn(tx, openAhead, [monthsAhead]);

export interface OldMonth {
  /** Its first day. */
  readonly month: string;
  readonly partition: string;
}

/** Months that ended so long ago, the oldest first, of which no entry waits to be sealed. */
export const monthsOver = (tx: Tx, monthsKept: number) => queryIn<OldMonth & Record<string, unknown>>(tx, selectOver, [monthsKept]);

/** Removes a month, and notes that it was and how many entries it had. */
export async function dropMonth(tx: Tx, { month, partition }: OldMonth): Promise<number> {
  await queryIn(tx, waitBriefly, []);
  const name = `"${partition.replaceAll('"', '""')}"`;
  const note = `INSERT INTO audit_pruning (month, entries) SELECT $1::date, count(*) FROM ${name} RETURNING entries`;
  const [noted] = await queryIn<{ entries: number }>(tx, { name: `audit-note-${partition}`, text: note }, [month]);
  await queryIn(tx, { name: `audit-drop-${partition}`, text: `DROP TABLE ${name}` }, []);
  return noted!.entries;
}

/**
 * Removes seals of nothing but pruned months, up to where a root says what the hash was: what is left begins there. The last seal always stays:
 * the next one is linked to it.
 */
export const dropSeals = (tx: Tx) => queryIn(tx, deleteSeals, []);

const openAhead: HotStatement = {
  name: 'audit-open-month',
  text: `
    SELECT audit_open_month((date_trunc('month', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') + $1::int * interval '1 month')::date)`,
};

const selectOver: HotStatement = {
  name: 'audit-months-over',
  text: `
    SELECT month, partition FROM (
      SELECT to_date(substr(relname, 7), 'YYYY_MM') AS month, relname AS partition
      FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
      WHERE inhparent = 'audit'::regclass AND relname ~ '^audit_[0-9]{4}_[0-9]{2}$'
    ) AS partitions
    WHERE month + interval '1 month' <= now() AT TIME ZONE 'Asia/Ho_Chi_Minh' - $1::int * interval '1 month'
      AND NOT EXISTS (SELECT FROM audit_unsealed WHERE date_trunc('month', at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = month)
    ORDER BY month`,
};

// Dropping waits for whoever reads the audit, and everybody who writes waits behind it: better another day.
const waitBriefly: HotStatement = { name: 'audit-wait-briefly', text: `SET LOCAL lock_timeout = '5s'` };

const deleteSeals: HotStatement = {
  name: 'audit-drop-seals',
  text: `
    DELETE FROM audit_seal WHERE batch <= (
      SELECT max(batch) FROM audit_root
      WHERE batch < (SELECT max(batch) FROM audit_seal)
        AND batch < coalesce((SELECT min(batch) FROM audit_seal WHERE month NOT IN (SELECT month FROM audit_pruning)), 9223372036854775807))`,
};
