import type { ImapMetadata } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox, encodeString } from '../wire-encoder.ts';

interface GetInput {
  readonly name: string;
  readonly entries: readonly string[];
  readonly octetsMax: number;
  readonly depth: '0' | '1' | 'INFINITY';
}

/** RFC 5464 §4.2. The mailbox "" is the server, where annotations are each account's own. */
export const getMetadata = defineCommand({ state: 'authenticated', read: readGet, run: get });

/** RFC 5464 §4.3. */
export const setMetadata = defineCommand({ state: 'authenticated', read: readSet, run: set });

function readGet(reader: CommandReader, session: ImapSession): GetInput {
  reader.expectSp();
  let octetsMax = Number.MAX_SAFE_INTEGER;
  let depth: GetInput['depth'] = '0';
  if (reader.peek() === 0x28) {
    reader.list(() => {
      const option = reader.word();
      reader.expectSp();
      if (option === 'MAXSIZE') octetsMax = reader.number();
      else if (option === 'DEPTH') depth = readDepth(reader);
      else throw new BadSyntax('Unknown GETMETADATA option');
    }, 2);
    reader.expectSp();
  }
  const name = reader.mailbox();
  reader.expectSp();
  const { metadataEntriesMax } = session.deps.limits;
  const entries = reader.peek() === 0x28 ? reader.list(() => readEntry(reader, session), metadataEntriesMax) : [readEntry(reader, session)];
  if (entries.length === 0) throw new BadSyntax('No entries named');
  return { name, entries, octetsMax, depth };
}

function readDepth(reader: CommandReader): GetInput['depth'] {
  const depth = reader.word();
  if (depth !== '0' && depth !== '1' && depth !== 'INFINITY') throw new BadSyntax('Unknown depth');
  return depth;
}

/** RFC 5464 §5: names are ASCII, compared without regard to case. */
function readEntry(reader: CommandReader, session: ImapSession): string {
  const entry = reader.textString().toLowerCase();
  const isName = /^\/(?:private|shared)(?:\/[^/*%\x00-\x1f\x7f-\u{10ffff}]+)+$/u.test(entry);
  if (!isName || entry.length > session.deps.limits.metadataEntryOctetsMax) throw new BadSyntax('Malformed entry name');
  return entry;
}

async function get(session: ImapSession, { name, entries, octetsMax, depth }: GetInput): Promise<Completion> {
  const found = await session.signedIn.metadata.read(name);
  if (!found.ok) return refusalReply(found.refusal);
  const values = new Map<string, Buffer | null>();
  for (const entry of entries) {
    values.set(entry, found.value.get(entry) ?? null);
    for (const [other, value] of found.value) if (isWithin(other, entry, depth)) values.set(other, value);
  }
  let longest = 0;
  const shown = [...values].filter(([, value]) => {
    if (value === null || value.length <= octetsMax) return true;
    longest = Math.max(longest, value.length);
    return false;
  });
  writeMetadata(session, name, shown);
  // RFC 5464 §4.2.1
  return longest === 0 ? done('GETMETADATA completed') : done('GETMETADATA completed', `METADATA LONGENTRIES ${longest}`);
}

function isWithin(entry: string, above: string, depth: GetInput['depth']): boolean {
  if (depth === '0' || !entry.startsWith(`${above}/`)) return false;
  return depth === 'INFINITY' || !entry.slice(above.length + 1).includes('/');
}

function writeMetadata(session: ImapSession, name: string, values: readonly (readonly [string, Buffer | null])[]): void {
  if (values.length === 0) return;
  const { out } = session;
  out.text(`* METADATA ${name === '' ? '""' : encodeMailbox(name, session.utf8Names)} (`);
  for (const [at, [entry, value]] of values.entries()) {
    out.text(`${at === 0 ? '' : ' '}${encodeString(entry)} `);
    if (value === null) out.text('NIL');
    else {
      if (value.includes(0)) out.text('~');
      out.beginLiteral(value.length);
      out.literalPiece(value);
    }
  }
  out.text(')\r\n');
}

type SetInput = { readonly name: string; readonly changes: Map<string, Buffer | null> };

function readSet(reader: CommandReader, session: ImapSession): SetInput {
  reader.expectSp();
  const name = reader.mailbox();
  reader.expectSp();
  const changes = new Map<string, Buffer | null>();
  reader.list(() => {
    const entry = readEntry(reader, session);
    reader.expectSp();
    // RFC 5464 §5: a value is an nstring or a literal8.
    changes.set(entry, reader.atLiteral8 ? reader.literal8() : reader.nstring());
  }, session.deps.limits.metadataEntriesMax);
  if (changes.size === 0) throw new BadSyntax('No entries named');
  return { name, changes };
}

async function set(session: ImapSession, { name, changes }: SetInput): Promise<Completion> {
  const { metadataValueOctetsMax } = session.deps.limits;
  if ([...changes.values()].some((value) => value !== null && value.length > metadataValueOctetsMax))
    return no('Value too large', `METADATA MAXSIZE ${metadataValueOctetsMax}`);
  const result: Awaited<ReturnType<ImapMetadata['write']>> = await session.signedIn.metadata.write(name, changes);
  if (result.ok) return done('SETMETADATA completed');
  return result.refusal.kind === 'limit' ? no(result.refusal.message, 'METADATA TOOMANY') : refusalReply(result.refusal);
}
