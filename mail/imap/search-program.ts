import { isKnownCharset } from '#mail/mime/charset.ts';
import type { CommandReader } from './command-reader.ts';
import { type Completion, no } from './completion.ts';
import type { ImapLimits } from './limits.ts';
import { readSearchKeys, type SearchKey } from './search-keys.ts';

/** `[CHARSET charset] keys`; null when nobody here knows the charset. */
export function readSearchProgram(reader: CommandReader, limits: ImapLimits): SearchKey | null {
  if (!reader.wordIs('CHARSET')) return readKeysIn(reader, limits, '');
  reader.expectSp();
  return readCharsetAndKeys(reader, limits);
}

/** `charset keys`, as SORT and THREAD have them (RFC 5256 §5). */
export function readCharsetAndKeys(reader: CommandReader, limits: ImapLimits): SearchKey | null {
  const charset = reader.textString();
  reader.expectSp();
  if (isKnownCharset(charset)) return readKeysIn(reader, limits, charset);
  reader.skipRest();
  return null;
}

function readKeysIn(reader: CommandReader, limits: ImapLimits, charset: string): SearchKey {
  const isUtf8 = /^(?:utf-8|us-ascii)?$/i.test(charset);
  return readSearchKeys({ reader, limits, charset: isUtf8 ? '' : charset, count: 0, depth: 0 });
}

export function badCharset(): Completion {
  return no('Charset is not known', 'BADCHARSET (US-ASCII UTF-8)');
}
