import { passkeyLimits } from './limits.ts';
import type { KnownPasskey } from './passkey-list-sql.ts';
import type { RelyingParty } from './relying-party.ts';

// COSE algorithms (RFC 9053, RFC 8812), the best first: EdDSA, ES256, and RS256 for computers whose chip has nothing else.
export const passkeyAlgorithms = [-8, -7, -257] as const;

interface Asked {
  readonly party: RelyingParty;
  readonly challenge: Buffer;
  /** registering: those that there are, to make none twice. Proving: those that would do; none named: any that the device has for this host. */
  readonly known: readonly KnownPasskey[];
}

interface NewOwner {
  readonly handle: Buffer;
  readonly address: string;
  /** Of this installation. */
  readonly issuer: string;
}

/** For `navigator.credentials.create` (L3 §5.4): kept by the device with whose it is, and used only after it knew its user. */
export function registrationOptions({ party, challenge, known }: Asked, { handle, address, issuer }: NewOwner) {
  return {
    rp: { id: party.id, name: issuer },
    user: { id: handle.toString('base64url'), name: address, displayName: address },
    challenge: challenge.toString('base64url'),
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: 'public-key' as const, alg })),
    timeout: passkeyLimits.challengeMs,
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' } as const,
    attestation: 'none' as const,
  };
}

/** For `navigator.credentials.get` (L3 §5.5). */
export function assertionOptions({ party, challenge, known }: Asked) {
  return {
    rpId: party.id,
    challenge: challenge.toString('base64url'),
    timeout: passkeyLimits.challengeMs,
    userVerification: 'required' as const,
    allowCredentials: known.map(descriptorOf),
  };
}

function descriptorOf({ credentialId, transports }: KnownPasskey) {
  return { type: 'public-key' as const, id: credentialId.toString('base64url'), transports: [...transports] };
}
