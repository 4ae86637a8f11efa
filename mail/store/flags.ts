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
  if (operation === 'set') return { bits: change.bits, keywords: mergeKeywords([], change.keywords) };
  if (operation === 'add') return { bits: before.bits | change.bits, keywords: mergeKeywords(before.keywords, change.keywords) };
  const gone = new Set(change.keywords.map((keyword) => keyword.toLowerCase()));
  return { bits: before.bits & ~change.bits, keywords: before.keywords.filter((keyword) => !gone.has(keyword.toLowerCase())) };
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
