import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { storeLimits } from './limits.ts';

// System flags as bits (message_state.flags) and keywords as atoms; pure.

export const seenBit = 1;
export const answeredBit = 2;
export const flaggedBit = 4;
export const deletedBit = 8;
export const draftBit = 16;

export interface Flags {
  readonly bits: number;
  readonly keywords: readonly string[];
}

export const noFlags: Flags = { bits: 0, keywords: [] };

export type FlagOperation = 'set' | 'add' | 'remove';

/** The flags after a STORE. Keywords compare without regard to case and keep their first spelling (RFC 9051 §2.3.2). */
export function applyFlags(before: Flags, operation: FlagOperation, change: Flags): Flags {
  if (operation === 'set') {
    const spelled = new Map(before.keywords.map((keyword) => [keyword.toLowerCase(), keyword]));
    const keywords = change.keywords.map((keyword) => spelled.get(keyword.toLowerCase()) ?? keyword);
    return { bits: change.bits, keywords: mergeKeywords([], keywords) };
  }
  if (operation === 'add') return { bits: before.bits | change.bits, keywords: mergeKeywords(before.keywords, change.keywords) };
  const gone = new Set(change.keywords.map((keyword) => keyword.toLowerCase()));
  return { bits: before.bits & ~change.bits, keywords: before.keywords.filter((keyword) => !gone.has(keyword.toLowerCase())) };
}

// RFC 9051 §9: a flag-keyword is an atom, here also without the backslash of system flags.
const keywordAtom = /^[^\x00-\x20\x7f-\u{10ffff}(){%*"\\\]]+$/u;

/** Whether a message may carry these flags. The statements rely on keywords being atoms: they join them with blanks. */
export function checkFlags(flags: Flags): Result<void> {
  if (flags.keywords.length > storeLimits.keywordsPerMessageMax)
    return refused(refusal('limit', `A message may carry at most ${storeLimits.keywordsPerMessageMax} keywords`));
  if (flags.keywords.some((keyword) => keyword.length > storeLimits.keywordOctetsMax))
    return refused(refusal('limit', `A keyword may have at most ${storeLimits.keywordOctetsMax} octets`));
  return flags.keywords.every((keyword) => keywordAtom.test(keyword)) ? ok() : refused(refusal('invalid', 'Keyword is not an atom'));
}

function mergeKeywords(first: readonly string[], more: readonly string[]): string[] {
  const merged = new Map(first.map((keyword) => [keyword.toLowerCase(), keyword]));
  for (const keyword of more) if (!merged.has(keyword.toLowerCase())) merged.set(keyword.toLowerCase(), keyword);
  return [...merged.values()];
}

export function sameFlags(one: Flags, other: Flags): boolean {
  if (one.bits !== other.bits || one.keywords.length !== other.keywords.length) return false;
  const lower = new Set(other.keywords.map((keyword) => keyword.toLowerCase()));
  return one.keywords.every((keyword) => lower.has(keyword.toLowerCase()));
}
