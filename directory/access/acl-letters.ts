import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type Right, type Rights, rights } from './rights.ts';

/**
 * Which RFC 4314 §2.1 letters each right shows as. MOVE needs `t` and `e` (RFC 6851 §3.3), so letters cannot tell moving from
 * destroying: `delete` has none, and expunging asks for it besides `e`. Sending has none either: `p` is about a mailbox's own
 * submission address. `s` goes with reading, since a unit's mailbox has one \Seen for all its readers (REQ-DEL-5).
 */
export const aclLetters = {
  read: 'lrs',
  organise: 'wteikx',
  delete: '',
  'send-as': '',
  'send-on-behalf': '',
  manage: 'a',
} as const satisfies Record<Right, string>;

// RFC 4314 §2.1.1: obsolete letters stand for the new ones.
const obsolete: Record<string, string> = { c: 'kx', d: 'tex' };

/** The letters of some rights, in the order of the table. */
export function lettersOfRights(granted: Rights): string {
  return rights
    .filter((right) => granted.has(right))
    .map((right) => aclLetters[right])
    .join('');
}

/**
 * The letters of some rights as MYRIGHTS and GETACL show them: with the obsolete `c` and `d` for clients of RFC 2086 (RFC 4314 §2.1.1).
 */
export function shownLetters(granted: Rights): string {
  return `${lettersOfRights(granted)}${granted.has('organise') ? 'cd' : ''}`;
}

/** LISTRIGHTS (RFC 4314 §3.7): letters that are given and taken together. */
export const tiedLetters: readonly string[] = [aclLetters.read, `${aclLetters.organise}cd`, aclLetters.manage];

/** The rights that letters stand for; a right is wanted whole or not at all. */
export function rightsOfLetters(letters: string): Result<Rights, Refusal> {
  const wanted = new Set([...letters].flatMap((letter) => [...(obsolete[letter] ?? letter)]));
  const found = rights.filter((right) => aclLetters[right] !== '' && [...aclLetters[right]].every((letter) => wanted.has(letter)));
  const covered = new Set(found.flatMap((right): string[] => [...aclLetters[right]]));
  const left = [...wanted].filter((letter) => !covered.has(letter)).join('');
  if (left !== '') return refused(refusal('invalid', 'Rights are given as lrs (read), wteikx (organise) and a (manage), whole', left));
  return ok(new Set(found));
}
