/** Limits of passkeys, each with its reason. */
export const passkeyLimits = {
  /** A phone, a computer, a key in the drawer, twice over; and browsers are told of all, to make none twice. */
  perAccountMax: 20,
  /** A device has a name, not a story. */
  nameCharactersMax: 60,
  /** To find the phone and to put a finger on it; a sign-in page that stands open longer asks for another. */
  challengeMs: 5 * 60_000,
  challengeNonceOctets: 16,
  /** L3 §4: credential ids have at most so many octets. */
  credentialIdOctetsMax: 1023,
  /** L3 §14.6.1: at most 64, with nothing of the person in them. */
  userHandleOctets: 32,
  /** Of what a browser sends, in base64url: several times what those of today do. */
  clientDataCharactersMax: 4_096,
  authenticatorDataCharactersMax: 4_096,
  attestationCharactersMax: 8_192,
  /** RSA of 4096 bits has 683. */
  signatureCharactersMax: 1_024,
  transportsMax: 8,
} as const;
