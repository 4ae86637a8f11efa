import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { oidcLimits } from './limits.ts';

/** One way to the provider and back. It is known to the browser that set out alone, in a cookie it cannot read or change. */
export interface Flow {
  /** RFC 6749 §10.12, OpenID Connect Core 1.0 §3.1.2.1, RFC 7636 §4.1: the answer, the ID token and the code are bound to this browser by them. */
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** A path of ours, where the browser wanted to be. */
  readonly returnTo: string;
  /** Of the session whose owner shows again who they are; null: somebody signs in. */
  readonly sessionId: string | null;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

const cipher = 'aes-256-gcm';
// NIST SP 800-38D §8.2.2.
const nonceOctets = 12;
const tagOctets = 16;
const random = () => randomBytes(32).toString('base64url');

export function makeFlow(to: Pick<Flow, 'redirectUri' | 'returnTo' | 'sessionId'>, now: Date): Flow {
  return { state: random(), nonce: random(), verifier: random(), ...to, startedAt: now.getTime() };
}

/** For a cookie: base64url. `key` is the server's own. */
export function sealFlow(key: Buffer, flow: Flow): string {
  const nonce = randomBytes(nonceOctets);
  const sealing = createCipheriv(cipher, keyOfFlows(key), nonce);
  return Buffer.concat([nonce, sealing.update(JSON.stringify(flow)), sealing.final(), sealing.getAuthTag()]).toString('base64url');
}

/** null: sealed by nobody here, or too long ago. */
export function openFlow(key: Buffer, sealed: string, now: Date): Flow | null {
  const octets = Buffer.from(sealed, 'base64url');
  if (octets.length <= nonceOctets + tagOctets) return null;
  const opening = createDecipheriv(cipher, keyOfFlows(key), octets.subarray(0, nonceOctets), { authTagLength: tagOctets });
  opening.setAuthTag(octets.subarray(-tagOctets));
  let text: string;
  try {
    text = Buffer.concat([opening.update(octets.subarray(nonceOctets, -tagOctets)), opening.final()]).toString('utf8');
  } catch {
    return null;
  }
  const flow = JSON.parse(text) as Flow;
  return now.getTime() - flow.startedAt < oidcLimits.flowMs ? flow : null;
}

// A key of its own from the server's, so that nothing else that is made under it can pass for a flow.
const keyOfFlows = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', 'congthu oidc flow', 32));
