import { type ChallengeUse, type OpenChallenge, openChallenge } from './challenge.ts';
import { readClientData } from './client-data.ts';
import type { PasskeyRow } from './passkey-sql.ts';
import type { RelyingParty } from './relying-party.ts';

/** What a browser sends of a passkey that was used, in base64url (L3 §5.1.4.2). */
export interface Assertion {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  /** Not sent by every device that was told which key to use. */
  readonly userHandle?: string | undefined;
}

/** What an answer must be to. */
export interface Expected {
  readonly key: Buffer;
  readonly use: ChallengeUse;
  readonly party: RelyingParty;
}

export interface VerifiedAssertion {
  readonly challenge: OpenChallenge;
  readonly counter: number;
  readonly isBackedUp: boolean;
}

/**
 * L3 §7.2, but for what the database says: the counter, and whether the challenge was answered before. null when it does not hold, whatever is
 * wrong: nothing of a browser's is a fault of ours.
 */
export async function verifyAssertion(shown: Assertion, passkey: PasskeyRow, expected: Expected): Promise<VerifiedAssertion | null> {
  if (!isOwnersHandle(shown, passkey, expected.use)) return null;
  const asked = answeredChallenge(shown.clientDataJSON, expected);
  if (asked === null) return null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const verified = await verifyAuthenticationResponse({
    response: responseOf(shown),
    expectedChallenge: asked.shown,
    expectedOrigin: [...expected.party.origins],
    expectedRPID: expected.party.id,
    requireUserVerification: true,
    // The counter is compared where it is written, so that of two answers at once one is refused.
    credential: { id: shown.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { newCounter: counter, credentialDeviceType, credentialBackedUp: isBackedUp } = verified.authenticationInfo;
  // §7.2 step 20: what may leave its device is said once, when it is made.
  return (credentialDeviceType === 'multiDevice') === passkey.isSynced ? { challenge: asked.challenge, counter, isBackedUp } : null;
}

/** §7.2 step 6: whose the device says it is; where it was asked for any key, it has to say. */
function isOwnersHandle({ userHandle }: Assertion, { handle }: PasskeyRow, { purpose }: ChallengeUse): boolean {
  return userHandle === undefined ? purpose !== 'sign-in' : handle.equals(Buffer.from(userHandle, 'base64url'));
}

/** Which challenge of ours it answers; null for none, and where our page stood within another site's, as it never does. */
export function answeredChallenge(
  clientDataJSON: string,
  { key, use }: Expected,
): { readonly shown: string; readonly challenge: OpenChallenge } | null {
  const said = readClientData(clientDataJSON);
  const challenge = said === null || said.isFramed ? null : openChallenge(key, use, said.challenge, new Date());
  return said === null || challenge === null ? null : { shown: said.challenge, challenge };
}

function responseOf({ id, clientDataJSON, authenticatorData, signature, userHandle }: Assertion) {
  const response = { clientDataJSON, authenticatorData, signature, ...(userHandle === undefined ? {} : { userHandle }) };
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
}
