import { createHmac } from 'node:crypto';
import { totpLimits } from './limits.ts';

/** RFC 4226 §5.3: the code of a counter. */
export function hotp(secret: Buffer, counter: number, digits: number = totpLimits.digits): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac('sha1', secret).update(moving).digest();
  const truncated = hash.readUInt32BE(hash[hash.length - 1]! & 0xf) & 0x7fff_ffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
}

/** RFC 6238 §4.2: which code is of a moment. */
export function counterAt(now: Date): number {
  return Math.floor(now.getTime() / totpLimits.stepMs);
}

/** The counter of a code that is of now, or of a step before or after; null when it is none of those. */
export function counterOfCode(secret: Buffer, code: string, now: Date): number | null {
  const present = counterAt(now);
  const { stepsAround } = totpLimits;
  let found: number | null = null;
  // All are looked at, whichever it is.
  for (let counter = present - stepsAround; counter <= present + stepsAround; counter++)
    if (hotp(secret, counter) === code) found = counter;
  return found;
}

// RFC 4648 §6, without padding: as authenticator apps want it.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function base32(octets: Buffer): string {
  const bits = [...octets].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What an authenticator app reads from a QR code (Key Uri Format). */
export function otpauthUri(secret: Buffer, { issuer, address }: { readonly issuer: string; readonly address: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(address)}`;
  const { digits, stepMs } = totpLimits;
  const parameters = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${digits}&period=${stepMs / 1000}`;
  return `otpauth://totp/${label}?${parameters}`;
}
