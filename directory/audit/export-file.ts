import { z } from 'zod';
import type { ChainRecord } from './chain-record.ts';
import { ChainVerifier, type Verdict } from './chain-verifier.ts';
import { verifyLimits } from './limits.ts';
import type { VerifyingKey } from './signing-key.ts';

/** A record as a line of an exported file (JSON Lines, UTF-8). */
export const lineOf = (record: ChainRecord): string => `${JSON.stringify(record)}\n`;

const number = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const head = { batch: number, entries: number, hash, signedAt: z.string(), key: hash, signature: z.string().regex(/^[0-9a-f]{128}$/) };
// Nothing of what was hashed is dropped: an entry may have more than we know of, the rest exactly this.
const entry = z.looseObject({ id: number, at: z.string(), program: z.string(), act: z.string() });

const record = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('audit'), version: z.literal(1), exportedAt: z.string(), isPart: z.boolean() }),
  z.object({
    kind: z.literal('pruned'),
    pruned: z.strictObject({ month: day, entries: number, prunedAt: z.iso.datetime(), prunedBy: z.string() }),
  }),
  z.object({ kind: z.literal('root'), root: z.strictObject({ number, day, previous: hash, ...head }) }),
  z.object({
    kind: z.literal('seal'),
    seal: z.strictObject({
      ...{ batch: number, month: day, sealedAt: z.string(), first: number, ids: z.array(number).min(1), digests: z.array(hash) },
      ...{ previous: hash, hash },
    }),
  }),
  z.object({ kind: z.literal('entry'), entry }),
  z.object({ kind: z.literal('unsealed'), entry, isWaiting: z.boolean() }),
  z.object({ kind: z.literal('end'), head: z.strictObject({ ...head, isPart: z.boolean() }) }),
]);

/** A text in pieces as its lines. Of one that is too long nothing is kept: it comes as an empty line, which is none of ours. */
export async function* linesOf(
  pieces: AsyncIterable<string>,
  charactersMax: number = verifyLimits.lineCharactersMax,
): AsyncGenerator<string> {
  let rest = '';
  let isTooLong = false;
  for await (const piece of pieces) {
    const [first = '', ...others] = piece.split('\n');
    const ends = [rest + first, ...others];
    rest = ends.pop()!;
    for (const line of ends) {
      yield isTooLong || line.length > charactersMax ? '' : line;
      isTooLong = false;
    }
    if (rest.length > charactersMax) {
      isTooLong = true;
      rest = '';
    }
  }
  if (isTooLong || rest !== '') yield isTooLong ? '' : rest;
}

/** null when the line is none of ours. */
function recordOf(line: string): ChainRecord | null {
  try {
    const parsed = record.safeParse(JSON.parse(line));
    return parsed.success ? (parsed.data as unknown as ChainRecord) : null;
  } catch {
    return null;
  }
}

/** False: it is nested too deeply to be gone through. */
function accepts(verifier: ChainVerifier, record: ChainRecord, line: number): boolean {
  try {
    verifier.accept(record, line);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Checks an exported file with the public keys alone. The file may be anybody's work: it is never trusted to be well made. */
export async function verifyFile(lines: AsyncIterable<string>, keys: readonly VerifyingKey[]): Promise<Verdict> {
  const verifier = new ChainVerifier(keys);
  let number = 0;
  let last: ChainRecord['kind'] | null = null;
  for await (const line of lines) {
    number += 1;
    const found = recordOf(line);
    // The first line says what follows, and nothing follows the end.
    const isInPlace = found !== null && (found.kind === 'audit') === (number === 1) && last !== 'end';
    if (!isInPlace || !accepts(verifier, found, number)) verifier.report('line-unreadable', number);
    last = found?.kind ?? last;
  }
  if (last !== 'end') verifier.report('file-cut', number);
  return verifier.verdict();
}
