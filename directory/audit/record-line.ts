import { z } from 'zod';
import type { ChainRecord } from './chain-record.ts';
import { verifyLimits } from './limits.ts';

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
  z.object({ kind: z.literal('end'), head: z.strictObject({ ...head, isPart: z.boolean(), beside: hash }) }),
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
export function recordOf(line: string): ChainRecord | null {
  try {
    const parsed = record.safeParse(JSON.parse(line));
    return parsed.success ? (parsed.data as unknown as ChainRecord) : null;
  } catch {
    return null;
  }
}
