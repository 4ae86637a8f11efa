import type { OwnList, OwnRows } from './own-data-sql.ts';

/** Everything but mail, as it is at that moment. */
export interface OwnData {
  readonly madeAt: string;
  readonly address: string;
  readonly name: string;
  readonly person: Readonly<Record<string, unknown>>;
  /** Who may use the mailbox, and whose mailboxes the person may use. */
  readonly delegations: { readonly onMine: readonly unknown[]; readonly ofMine: readonly unknown[] };
  readonly signIns: OwnRows;
  readonly lists: Readonly<Record<OwnList, OwnRows>>;
}
