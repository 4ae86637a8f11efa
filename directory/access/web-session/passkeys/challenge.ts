import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { credentialLimits } from '../../limits.ts';
import { passkeyLimits } from './limits.ts';

/** What an answer to it is good for. `place`: the session it is given in, or a sign-in page's own cookie. */
export interface ChallengeUse {
  readonly purpose: 'register' | 'sign-in' | 'step-up';
  readonly place: string;
}

/** One that is ours and not over; whether it was answered before is for the database to say. */
export interface OpenChallenge {
  readonly nonce: Buffer;
  readonly endsAt: Date;
}

const nonceOctets = passkeyLimits.challengeNonceOctets;
const timeOctets = 6;
const macOctets = 32;

/** Nonce, end, and a MAC over both and what it is for: nothing of it is kept, so whoever asks for many fills nothing. */
export function makeChallenge(key: Buffer, use: ChallengeUse, now: Date): Buffer {
  const end = Buffer.alloc(timeOctets);
  end.writeUIntBE(now.getTime() + passkeyLimits.challengeMs, 0, timeOctets);
  const open = Buffer.concat([randomBytes(nonceOctets), end]);
  return Buffer.concat([open, macOf(key, use, open)]);
}

/** null when it was not made here, for something else, for somebody else, or is over. */
export function openChallenge(key: Buffer, use: ChallengeUse, shown: string, now: Date): OpenChallenge | null {
  const challenge = Buffer.from(shown, 'base64url');
  if (challenge.length !== nonceOctets + timeOctets + macOctets) return null;
  const open = challenge.subarray(0, nonceOctets + timeOctets);
  if (!timingSafeEqual(challenge.subarray(open.length), macOf(key, use, open))) return null;
  const endsAt = new Date(open.readUIntBE(nonceOctets, timeOctets));
  return endsAt <= now ? null : { nonce: open.subarray(0, nonceOctets), endsAt };
}

function macOf(key: Buffer, { purpose, place }: ChallengeUse, open: Buffer): Buffer {
  if (key.length < credentialLimits.serverKeyOctetsMin) throw new RangeError('the key of challenges is too short');
  return createHmac('sha256', key).update(`passkey-challenge:${purpose}:${place}:`).update(open).digest();
}
