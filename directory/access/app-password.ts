import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { credentialLimits } from './limits.ts';

/** An app password in its two parts; `id` is no secret, `secret` has 130 random bits. */
export interface AppPassword {
  readonly id: string;
  readonly secret: string;
}

// Crockford's base 32: no i, l, o, u, so that a person can read it from one screen and type it into another.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idCharacters = 6;
const totalCharacters = 32;
const form = new RegExp(`^[${alphabet}]{${totalCharacters}}$`);

export function makeAppPassword(): AppPassword {
  return split([...randomBytes(totalCharacters)].map((octet) => alphabet[octet & 31]).join(''));
}

/** In groups of four, as it is shown once: `k3f9-0a2c-…`. */
export function showAppPassword({ id, secret }: AppPassword): string {
  return (id + secret).match(/.{4}/g)!.join('-');
}

/** Reads what a person typed: case, spaces and hyphens do not matter, and letters mistaken for digits are taken as digits. */
export function parseAppPassword(text: string): AppPassword | null {
  const plain = text.toLowerCase().replace(/[\s-]/g, '').replace(/[il]/g, '1').replaceAll('o', '0');
  return form.test(plain) ? split(plain) : null;
}

/** What is stored. The key is the server's and not in the database, so that a copy of the database proves nothing. */
export function appPasswordMac(key: Buffer, { id, secret }: AppPassword): Buffer {
  if (key.length < credentialLimits.serverKeyOctetsMin) throw new RangeError('the key of app passwords is too short');
  return createHmac('sha256', key).update(`app-password:${id}:${secret}`).digest();
}

export function isAppPassword(key: Buffer, candidate: AppPassword, mac: Buffer): boolean {
  const made = appPasswordMac(key, candidate);
  return made.length === mac.length && timingSafeEqual(made, mac);
}

function split(plain: string): AppPassword {
  return { id: plain.slice(0, idCharacters), secret: plain.slice(idCharacters) };
}
