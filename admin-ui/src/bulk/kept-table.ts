import type { EditedTable, Fault } from './edited-table.ts';

/** What is not lost when the page is loaded again: the table, and what the server said of it last. */
export interface KeptTable {
  /** Whose: the next one at this machine may be somebody else. */
  readonly accountId: number;
  readonly fileName: string;
  readonly table: EditedTable;
  readonly problems: readonly Fault[];
}

const place = 'congthu-bulk-table';

/** false: the browser has no room for it. */
export function keepTable(kept: KeptTable): boolean {
  try {
    sessionStorage.setItem(place, JSON.stringify(kept));
    return true;
  } catch {
    forgetTable();
    return false;
  }
}

export function keptTable(accountId: number): KeptTable | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as KeptTable | null;
    if (kept?.accountId === accountId && Array.isArray(kept.table?.rows)) return kept;
  } catch {
    // Nothing that we wrote.
  }
  forgetTable();
  return undefined;
}

export function forgetTable(): void {
  sessionStorage.removeItem(place);
}
