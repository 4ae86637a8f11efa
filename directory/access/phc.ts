import { argon2idLimits as limits } from './limits.ts';

/** An argon2id hash in its parts (RFC 9106 §3.1). */
export interface Argon2idHash {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const form = /^\$argon2id\$v=19\$m=(\d{1,10}),t=(\d{1,10}),p=(\d{1,10})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

const within = (value: number, min: number, max: number) => value >= min && value <= max;

/** The PHC string format: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, base64 without padding. */
export function formatPhc(hash: Argon2idHash): string {
  const base64 = (octets: Buffer) => octets.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${hash.memoryKib},t=${hash.passes},p=${hash.lanes}$${base64(hash.salt)}$${base64(hash.tag)}`;
}

/** null when it is not such a string, or asks for more work than we are willing to do. */
export function parsePhc(text: string): Argon2idHash | null {
  const match = form.exec(text);
  if (!match) return null;
  const [memoryKib, passes, lanes] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [salt, tag] = [Buffer.from(match[4]!, 'base64'), Buffer.from(match[5]!, 'base64')];
  const acceptable =
    within(lanes, 1, limits.lanesMax) &&
    within(memoryKib, 8 * lanes, limits.memoryKibMax) && // RFC 9106 §3.1: at least 8 KiB a lane
    within(passes, 1, limits.passesMax) &&
    within(salt.length, limits.saltOctetsMin, limits.saltOctetsMax) &&
    within(tag.length, limits.tagOctetsMin, limits.tagOctetsMax);
  return acceptable ? { memoryKib, passes, lanes, salt, tag } : null;
}
