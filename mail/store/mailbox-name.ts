import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import { storeLimits } from './limits.ts';

/** Between the levels of a mailbox name. */
export const hierarchyDelimiter = '/';

/** Checks a mailbox name and brings it into the one form we keep: NFC, `INBOX` in capitals also as first level. */
export function canonicalMailboxName(text: string): Result<string, Refusal> {
  const levels = streamSafe(text).normalize('NFC').split(hierarchyDelimiter);
  // Not toUpperCase, which also makes an I of the dotless Turkish ı.
  if (/^inbox$/i.test(levels[0] ?? '')) levels[0] = 'INBOX';
  if (levels.some((level) => level === '')) return refused(refusal('invalid', 'Mailbox name has an empty level'));
  if (levels.length > storeLimits.mailboxLevelsMax)
    return refused(refusal('limit', `Mailbox name has more than ${storeLimits.mailboxLevelsMax} levels`));
  const name = levels.join(hierarchyDelimiter);
  // RFC 9051 §5.1: no control characters; % and * would match as wildcards. U+2028/9 break lines in logs.
  if (/[\p{Cc}\u2028\u2029%*]/u.test(name)) return refused(refusal('invalid', 'Mailbox name has a character that is not allowed'));
  if (!name.isWellFormed()) return refused(refusal('invalid', 'Mailbox name is not valid Unicode'));
  if (Buffer.byteLength(name) > storeLimits.mailboxNameOctetsMax)
    return refused(refusal('limit', `Mailbox name is longer than ${storeLimits.mailboxNameOctetsMax} octets`));
  return ok(name);
}

/** Every level above a name, outermost first: `a/b/c` → `a`, `a/b`. */
export function parentNames(name: string): string[] {
  const levels = name.split(hierarchyDelimiter);
  return levels.slice(1).map((_level, index) => levels.slice(0, index + 1).join(hierarchyDelimiter));
}

export function isBelow(name: string, parent: string): boolean {
  return name.startsWith(parent + hierarchyDelimiter);
}
