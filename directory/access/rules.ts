import type { EmailAddress } from '#kernel/email-address.ts';
import { type ThrottleLimits, throttleSubjectCharactersMax } from './limits.ts';

/** How long the reply to a failed sign-in is held back: doubling with each failure in the window. */
export function replyDelayMs(failures: number, limits: ThrottleLimits): number {
  return Math.min(limits.delayMsMin * 2 ** Math.min(Math.max(failures, 1) - 1, 30), limits.delayMsMax);
}

/** What failed sign-ins of one subscriber are counted under: an IPv4 address, or the /64 that an IPv6 customer has to itself. */
export function networkOf(address: string): string {
  const groups = ipv6Groups(address);
  if (!groups) return address.slice(0, throttleSubjectCharactersMax);
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight 16-bit groups of an IPv6 address in text form (RFC 4291 §2.2); null when it is something else. */
function ipv6Groups(text: string): number[] | null {
  const [plain = ''] = text.split('%', 1); // without the zone (RFC 4007 §11)
  const halves = plain.split('::');
  if (!plain.includes(':') || halves.length > 2) return null;
  const [before, after = []] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupsOfPiece)));
  const missing = 8 - before!.length - after.length;
  if (halves.length === 2 ? missing < 0 : missing !== 0) return null;
  const groups = [...before!, ...Array<number>(missing).fill(0), ...after];
  return groups.every((group) => group >= 0 && group <= 0xffff) ? groups : null;
}

/** One group, or the two that a dotted quad at the end stands for; NaN for nonsense, which no range check lets through. */
function groupsOfPiece(piece: string): number[] {
  const quad = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(piece)?.slice(1).map(Number);
  if (quad) return [quad[0]! * 256 + quad[1]!, quad[2]! * 256 + quad[3]!];
  return [/^[0-9a-fA-F]{1,4}$/.test(piece) ? Number.parseInt(piece, 16) : Number.NaN];
}

/** Local parts are kept in lower case and compared without regard to it (REQ-DIR-11), NFC. */
export function canonicalLocalPart(address: EmailAddress): string {
  return address.localPart.normalize('NFC').toLowerCase();
}

/** Which local parts may answer for an address, best first: the whole, and what stands before `+detail` (RFC 5233). */
export function candidateLocalParts(address: EmailAddress): readonly string[] {
  const whole = canonicalLocalPart(address);
  const plus = whole.indexOf('+');
  return plus > 0 ? [whole, whole.slice(0, plus)] : [whole];
}

/** Every domain has these two (RFC 5321 §4.5.1, RFC 2142 §4), whether or not somebody made them. */
export function isRoleAddress(address: EmailAddress): boolean {
  return ['postmaster', 'abuse'].includes(candidateLocalParts(address).at(-1)!);
}
