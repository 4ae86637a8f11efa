/** Limits of spreadsheets that people send, each with its reason. */
export const spreadsheetLimits = {
  /** Ten thousand people with twenty columns are some 1.5 MB of XLSX and 3 MB of CSV. */
  octetsMax: 10 * 2 ** 20,
  /** Of all parts that are read, unpacked: an honest sheet unpacks to ten times its size; a bomb to a thousand times. */
  inflatedOctetsMax: 64 * 2 ** 20,
  /** Parts of the archive, pictures and all that is passed over among them. */
  partsMax: 2_000,
  sheetsMax: 20,
  /** With something in them, of all sheets. */
  rowsMax: 20_000,
  /** To the last one with something in it. */
  columnsMax: 100,
  /** Of one cell: a note, not a document. Many cells may name one text, so this bounds what they come to. */
  cellCharactersMax: 1_000,
  mergesMax: 20_000,
  /** What a thread that reads may take, and for how long: 10,000 rows with twenty columns, made sense of, take 2 s and 120 MB. */
  reading: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, timeMsMax: 60_000 },
  writing: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32, timeMsMax: 60_000 },
} as const;
