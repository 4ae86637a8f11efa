import { type Database, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { outageLimits } from './limits.ts';
import type { DutyTables, OutageKind } from './tables.ts';

export interface OutageRow {
  readonly id: number;
  readonly kind: OutageKind;
  readonly beginsAt: Date;
  /** null: it goes on. */
  readonly endsAt: Date | null;
  readonly note: string;
}

const columns = ['id', 'kind', 'begins_at as beginsAt', 'ends_at as endsAt', 'note'] as const;

/** Outages any of which is in [from, until), the oldest first; of very many the latest. */
export async function readOutages(
  database: Database,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<OutageRow[]> {
  const found = await tablesOf<DutyTables>(database)
    .selectFrom('outage')
    .select(columns)
    .where('begins_at', '<', until)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', from)]))
    .orderBy('begins_at', 'desc')
    .limit(outageLimits.listedMax)
    .execute();
  return found.reverse();
}

/** The one that goes on, locked until the transaction ends. */
export async function lockOpenOutage(tx: Tx): Promise<OutageRow | undefined> {
  return tablesIn<DutyTables>(tx).selectFrom('outage').select(columns).where('ends_at', 'is', null).forUpdate().executeTakeFirst();
}

export async function insertOutage(tx: Tx, outage: Omit<OutageRow, 'id'>, by: AccountId | null): Promise<number> {
  const { id } = await tablesIn<DutyTables>(tx)
    .insertInto('outage')
    .values({ kind: outage.kind, begins_at: outage.beginsAt, ends_at: outage.endsAt, note: outage.note, noted_by: by })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function endOutageAt(tx: Tx, id: number, endsAt: Date): Promise<void> {
  await tablesIn<DutyTables>(tx).updateTable('outage').set({ ends_at: endsAt }).where('id', '=', id).execute();
}
