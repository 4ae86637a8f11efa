/** What is written: a text stays a text whatever it begins with; a date is `{ day: 'YYYY-MM-DD' }`; null is an empty cell. */
export type WrittenCell = string | number | { readonly day: string } | null;

export interface WrittenColumn {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
  /** Left out: as the cell is. `text` keeps what is typed into it as it was typed (leading zeros); the others are Excel's number formats. */
  readonly format?: 'text' | 'date' | 'integer' | 'decimal' | 'percent';
  /** A drop-down list for the cells of the column; another text is warned of, not forbidden. */
  readonly choices?: ColumnChoices;
}

/** Few texts, or a column of another sheet: Excel takes no list over 255 characters. */
export type ColumnChoices = { readonly texts: readonly string[] } | { readonly sheet: string; readonly column: number };

export interface WrittenSheet {
  /** 1 to 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  /** Lines above the headings: a title, whose it is, of when. */
  readonly above?: readonly string[];
  /** None: rows only. */
  readonly columns: readonly WrittenColumn[];
  readonly rows: readonly (readonly WrittenCell[])[];
  /** For so many rows below the headings drop-down lists and formats hold; left out: for the rows there are. */
  readonly roomForRows?: number;
  readonly isHidden?: boolean;
}
