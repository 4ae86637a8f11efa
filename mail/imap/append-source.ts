import type { FlagSet } from './backend.ts';
import { BadSyntax, type CommandReader } from './command-reader.ts';
import { readFlags } from './flag-list.ts';
import { imapLimits } from './limits.ts';
import { decodeDate } from './wire-encoder.ts';

/** A message to be stored as the client gives it: in one piece, or put together of texts and of what URLs name (RFC 4469). */
export interface AppendSource {
  readonly flags: FlagSet;
  readonly internalDate: Date | null;
  readonly parts: readonly AppendPart[];
}

export type AppendPart =
  | { readonly kind: 'text'; readonly octets: Buffer; readonly mayHoldNul: boolean }
  | { readonly kind: 'url'; readonly url: string };

/** `[(flags) ]["date" ]` and a literal or literal8 (RFC 3516 §4.4), `UTF8 (literal8)` (RFC 6855 §4) or `CATENATE (parts)` (RFC 4469 §3). */
export function readAppendSource(reader: CommandReader): AppendSource {
  const options = readOptions(reader);
  const parts: AppendPart[] = [];
  readData(reader, (part) => parts.push(part));
  if (parts.every((part) => part.kind === 'text' && part.octets.length === 0)) throw new BadSyntax('Message is empty');
  return { ...options, parts };
}

/** Reads as far as the command goes; true when the literal that comes next is octets of a message. Throws BadSyntax when it is not. */
export function nextLiteralIsMessage(reader: CommandReader): boolean {
  for (;;) {
    reader.expectSp();
    readOptions(reader);
    let isMessage = false;
    const ended = () => reader.atEnd();
    readData(reader, () => undefined, {
      stopAt: (isOctets) => {
        isMessage = isOctets;
        return ended();
      },
    });
    if (ended()) return isMessage;
  }
}

interface DataOptions {
  /** Asked before each literal or string; true ends the reading. */
  readonly stopAt: (isOctets: boolean) => boolean;
}

function readData(reader: CommandReader, take: (part: AppendPart) => void, { stopAt }: DataOptions = { stopAt: () => false }): void {
  const code = reader.peek();
  if (code === -1) {
    if (!stopAt(true)) take(readText(reader));
    return;
  }
  const word = reader.word();
  reader.expectSp();
  reader.expectChar(0x28);
  if (word === 'UTF8') {
    if (stopAt(true)) return;
    take(readText(reader));
  } else if (word === 'CATENATE') {
    for (let count = 0; count === 0 || reader.sp(); count += 1) {
      if (count === imapLimits.catenatePartsMax) throw new BadSyntax('Too many parts');
      const kind = reader.word();
      reader.expectSp();
      if (kind !== 'TEXT' && kind !== 'URL' && kind !== 'UTF8') throw new BadSyntax('Expected TEXT, URL or UTF8');
      if (kind === 'UTF8') reader.expectChar(0x28);
      if (stopAt(kind !== 'URL')) return;
      take(kind === 'URL' ? { kind: 'url', url: reader.textString() } : readText(reader));
      if (kind === 'UTF8') reader.expectChar(0x29);
    }
  } else throw new BadSyntax('Expected a message literal');
  reader.expectChar(0x29);
}

function readText(reader: CommandReader): AppendPart {
  return { kind: 'text', mayHoldNul: reader.atLiteral8, octets: reader.literal8() };
}

function readOptions(reader: CommandReader): Pick<AppendSource, 'flags' | 'internalDate'> {
  let flags: FlagSet = { bits: 0, keywords: [] };
  let internalDate: Date | null = null;
  if (reader.peek() === 0x28) {
    flags = readFlags(reader, imapLimits);
    reader.expectSp();
  }
  if (reader.peek() === 0x22) {
    internalDate = decodeDate(reader.string().toString('latin1'));
    if (internalDate === null) throw new BadSyntax('Malformed date');
    reader.expectSp();
  }
  return { flags, internalDate };
}
