import type { ImapLimits } from './limits.ts';

/** Why a new mailbox cannot have this name; null when it can. Rules of the protocol only: the house may have more. */
export function mailboxNameDefect(name: string, limits: ImapLimits): string | null {
  if (name === '') return 'Name is empty';
  if (Buffer.byteLength(name) > limits.mailboxNameOctetsMax) return 'Name is too long';
  if (name.split('/').some((level) => level === '')) return 'Name has an empty level';
  // RFC 9051 §5.1: wildcards and control characters would make a name that cannot be asked for.
  if (/[%*\p{Cc}\u2028\u2029]/u.test(name)) return 'Name has a character that is not allowed';
  return null;
}
