import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { credentialLimits } from '../limits.ts';

/** What a cookie holds, in its two parts; `id` is no secret, `secret` has 256 random bits. */
export interface WebSecret {
  readonly id: string;
  readonly secret: string;
}

/** A session, or a sign-in that waits for its second factor: one proves nothing of the other. */
export type WebSecretUse = 'web-session' | 'web-sign-in';

// base64url without padding: nothing that a cookie would have to quote (RFC 6265 §4.1.1).
const form = /^([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{43})$/;

export function makeWebSecret(): WebSecret {
  return { id: randomBytes(12).toString('base64url'), secret: randomBytes(32).toString('base64url') };
}

export function showWebSecret({ id, secret }: WebSecret): string {
  return `${id}.${secret}`;
}

export function parseWebSecret(text: string): WebSecret | null {
  const [, id, secret] = form.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** What is stored. The key is the server's and not in the database; the use in front keeps it apart from what else the key is for. */
export function webSecretMac(key: Buffer, use: WebSecretUse, { id, secret }: WebSecret): Buffer {
  if (key.length < credentialLimits.serverKeyOctetsMin) throw new RangeError('the key of web sessions is too short');
  return createHmac('sha256', key).update(`${use}:${id}:${secret}`).digest();
}

export function isWebSecret(key: Buffer, use: WebSecretUse, candidate: WebSecret, mac: Buffer): boolean {
  const made = webSecretMac(key, use, candidate);
  return made.length === mac.length && timingSafeEqual(made, mac);
}
