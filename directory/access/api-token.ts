import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { credentialLimits } from './limits.ts';

/** A program's token in its two parts; `id` is no secret, `secret` has 130 random bits. */
export interface ApiToken {
  readonly id: string;
  readonly secret: string;
}

// As app passwords: Crockford's base 32. The prefix lets scanners of source code know one when somebody commits it.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idCharacters = 8;
const secretCharacters = 26;
const form = new RegExp(`^congthu_([${alphabet}]{${idCharacters}})_([${alphabet}]{${secretCharacters}})$`);

export function makeApiToken(): ApiToken {
  return { id: randomText(idCharacters), secret: randomText(secretCharacters) };
}

/** As it is shown once, and sent after `Bearer`. */
export function showApiToken({ id, secret }: ApiToken): string {
  return `congthu_${id}_${secret}`;
}

/** Exact: programs do not mistype. */
export function parseApiToken(text: string): ApiToken | null {
  const [, id, secret] = form.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** What is stored. The key is the server's and not in the database; the name in front keeps it apart from what else the key is for. */
export function apiTokenMac(key: Buffer, { id, secret }: ApiToken): Buffer {
  if (key.length < credentialLimits.serverKeyOctetsMin) throw new RangeError('the key of tokens is too short');
  return createHmac('sha256', key).update(`api-token:${id}:${secret}`).digest();
}

export function isApiToken(key: Buffer, candidate: ApiToken, mac: Buffer): boolean {
  const made = apiTokenMac(key, candidate);
  return made.length === mac.length && timingSafeEqual(made, mac);
}

function randomText(characters: number): string {
  return [...randomBytes(characters)].map((octet) => alphabet[octet & 31]).join('');
}
