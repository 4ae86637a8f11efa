import type { EmailAddress } from '#kernel/email-address.ts';
import type { ThrottleLimits } from './limits.ts';

/** How long the reply to a failed sign-in is held back: doubling with each failure in the window. */
export function replyDelayMs(failures: number, limits: ThrottleLimits): number {
  return Math.min(limits.delayMsMin * 2 ** Math.min(Math.max(failures, 1) - 1, 30), limits.delayMsMax);
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

/** What tries of an account's second factor are counted under: whoever guesses passwords takes none of them. */
export function secondFactorSubject(account: string): string {
  return `${account}#second-factor`;
}

/** As well those of its passkeys: whoever has the password and guesses codes takes none of these. */
export function passkeySubject(account: string): string {
  return `${account}#passkey`;
}
