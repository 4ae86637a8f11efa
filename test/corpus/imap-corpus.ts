import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./imap/', import.meta.url);

/** What a FETCH of an item must answer. See imap/README.md for the form of the files. */
export interface CorpusAnswer {
  readonly item: string;
  /** What follows the item in the response, octets one per character. */
  readonly answer: string;
  /** Why Dovecot answers otherwise; null where it answers the same. */
  readonly dovecotDiffers: string | null;
}

/** Stands before every message of the corpus, as delivery puts trace fields before what came. */
export const tracePrefix = 'Return-Path: <ai@x.vn>\r\nReceived: by mail.x.vn\r\n';

export const corpusNames = readdirSync(folder).flatMap((file) => (file.endsWith('.eml') ? [file.slice(0, -4)] : []));

export function corpusMessage(name: string): Buffer {
  return readFileSync(new URL(`${name}.eml`, folder));
}

export function corpusAnswers(name: string): CorpusAnswer[] {
  const lines = readFileSync(new URL(`${name}.answers`, folder), 'utf8').trimEnd().split('\n');
  const answers: CorpusAnswer[] = [];
  let item: string | null = null;
  let dovecotDiffers: string | null = null;
  for (const line of lines) {
    if (line.startsWith('#')) dovecotDiffers = /^# Dovecot: (.*)$/.exec(line)?.[1] ?? dovecotDiffers;
    else if (item === null) item = line;
    else {
      answers.push({ item, answer: JSON.parse(line) as string, dovecotDiffers });
      item = null;
      dovecotDiffers = null;
    }
  }
  return answers;
}
