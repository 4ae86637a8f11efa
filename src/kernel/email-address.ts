import { type Refusal, refusal } from './refusal.ts';
import { ok, type Result, refused } from './result.ts';
import { streamSafe } from './stream-safe.ts';

/** A mail address, parsed. `localPart` keeps its case and loses its quotes; `domain` is lower case, A-label or UTF-8 as given. */
export interface EmailAddress {
  readonly localPart: string;
  readonly domain: string;
}

// RFC 5321 §4.5.3.1.1 and .2, in octets.
export const localPartOctetsMax = 64;
export const domainOctetsMax = 255;

const atext = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10FFFF}-]";
const dotString = new RegExp(`^${atext}+(?:\\.${atext}+)*$`, 'u');
const quotedString = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;
const domainLabel = /^[A-Za-z0-9\u0080-\u{10FFFF}](?:[A-Za-z0-9\u0080-\u{10FFFF}-]{0,61}[A-Za-z0-9\u0080-\u{10FFFF}])?$/u;
const addressLiteral = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/i;

/** Reads `local@domain` (RFC 5321 §4.1.2 Mailbox, RFC 6531 for UTF-8). */
export function parseEmailAddress(text: string): Result<EmailAddress, Refusal> {
  const at = text.lastIndexOf('@');
  if (at <= 0 || at === text.length - 1) return refused(refusal('invalid', 'Address must be local-part@domain'));
  const local = streamSafe(text.slice(0, at)).normalize('NFC');
  const domain = streamSafe(text.slice(at + 1)).normalize('NFC');
  const isQuoted = quotedString.test(local);
  if (!isQuoted && !dotString.test(local)) return refused(refusal('invalid', 'Local part of address is malformed'));
  if (Buffer.byteLength(local) > localPartOctetsMax) return refused(refusal('invalid', 'Local part of address is longer than 64 octets'));
  if (Buffer.byteLength(domain) > domainOctetsMax) return refused(refusal('invalid', 'Domain of address is longer than 255 octets'));
  if (!addressLiteral.test(domain) && !domain.split('.').every((label) => domainLabel.test(label)))
    return refused(refusal('invalid', 'Domain of address is malformed'));
  const localPart = isQuoted ? local.slice(1, -1).replace(/\\(.)/g, '$1') : local;
  return ok({ localPart, domain: domain.toLowerCase() });
}

/** `local@domain`, quoting the local part only where it must be. */
export function formatEmailAddress(address: EmailAddress): string {
  const local = dotString.test(address.localPart) ? address.localPart : `"${address.localPart.replace(/["\\]/g, '\\$&')}"`;
  return `${local}@${address.domain}`;
}
