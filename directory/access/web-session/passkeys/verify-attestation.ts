import type { OpenChallenge } from './challenge.ts';
import { passkeyLimits } from './limits.ts';
import { passkeyAlgorithms } from './passkey-options.ts';
import type { NewPasskey } from './passkey-sql.ts';
import { answeredChallenge, type Expected } from './verify-assertion.ts';

/** What a browser sends of a passkey that was made, in base64url (L3 §5.1.3). */
export interface Attestation {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports: readonly string[];
}

export interface VerifiedAttestation extends Omit<NewPasskey, 'id' | 'accountId' | 'name'> {
  readonly challenge: OpenChallenge;
}

/** L3 §7.1, but for what the database says. null when it does not hold, whatever is wrong. */
export async function verifyAttestation(shown: Attestation, expected: Expected): Promise<VerifiedAttestation | null> {
  const asked = answeredChallenge(shown.clientDataJSON, expected);
  if (asked === null || !(await isWithoutMaker(shown.attestationObject))) return null;
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const verified = await verifyRegistrationResponse({
    response: responseOf(shown),
    expectedChallenge: asked.shown,
    expectedOrigin: [...expected.party.origins],
    expectedRPID: expected.party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...passkeyAlgorithms],
  }).catch(() => null);
  if (!verified?.verified) return null;
  const { credential, credentialDeviceType, credentialBackedUp: isBackedUp } = verified.registrationInfo;
  const credentialId = Buffer.from(credential.id, 'base64url');
  // What the browser calls it is what the device signed for, and will be found by.
  if (credential.id !== shown.id || credentialId.length > passkeyLimits.credentialIdOctetsMax) return null;
  return {
    ...{ challenge: asked.challenge, credentialId, rpId: expected.party.id, transports: shown.transports },
    ...{ publicKey: Buffer.from(credential.publicKey), counter: credential.counter },
    ...{ isSynced: credentialDeviceType === 'multiDevice', isBackedUp },
  };
}

/**
 * We ask for no statement of the maker, so none but the device's own comes from a browser that does as we ask (L3 §5.1.3). Others are not looked
 * at: to judge one, its certificates' lists would be fetched from wherever they say.
 */
async function isWithoutMaker(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  try {
    const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')));
    const format = attestation.get('fmt');
    return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
  } catch {
    return false;
  }
}

function responseOf({ id, clientDataJSON, attestationObject }: Attestation) {
  const response = { clientDataJSON, attestationObject };
  return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {}, response };
}
