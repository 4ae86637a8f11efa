import { createHmac, timingSafeEqual } from 'node:crypto';
import { ok, type Result, refused } from '#kernel/result.ts';
import { apiLimits } from './limits.ts';
import { type ApiRefusal, apiRefusal } from './problem.ts';

/** After which item the next page begins: its place in the list, and its id. */
export type Position = readonly [key: string, id: number];

/** Opaque to whoever has it, and good only for the list it was given for: `of` names that with its filters. */
export function writeCursor(key: Buffer, of: unknown, position: Position): string {
  const written = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${written}.${proofOf(key, of, written).toString('base64url')}`;
}

/** undefined: from the beginning. */
export function readCursor(key: Buffer, of: unknown, cursor: string | undefined): Result<Position | undefined, ApiRefusal> {
  if (cursor === undefined) return ok(undefined);
  const [written = '', proof = ''] = cursor.length > apiLimits.cursorCharactersMax ? [] : cursor.split('.');
  const given = Buffer.from(proof, 'base64url');
  const made = proofOf(key, of, written);
  if (given.length !== made.length || !timingSafeEqual(given, made)) return refused(notOurs);
  return ok(JSON.parse(Buffer.from(written, 'base64url').toString()) as Position);
}

function proofOf(key: Buffer, of: unknown, written: string): Buffer {
  return createHmac('sha256', key)
    .update(`api-cursor:${JSON.stringify(of)}:${written}`)
    .digest()
    .subarray(0, 16);
}

const notOurs = apiRefusal(
  'invalid',
  { vi: 'Con trỏ trang không phải của danh sách này', en: 'The cursor is not of this list' },
  { problems: [{ what: 'cursor', at: 'cursor', vi: 'không hợp lệ', en: 'not valid' }] },
);
