/** A table laid out, before it is drawn. */
export interface DocumentTable {
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly DocumentRow[];
}

export interface DocumentColumn {
  readonly heading: string;
  /** Of the width of the table, against the others. */
  readonly weight: number;
  readonly format: 'text' | 'number' | 'octets' | 'percent' | 'center';
}

export interface DocumentRow {
  readonly cells: readonly (string | number | null)[];
  /** How far its name is indented. */
  readonly level: number;
  readonly style: 'plain' | 'strong' | 'total' | 'aside';
}
