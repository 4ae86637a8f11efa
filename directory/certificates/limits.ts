/** Limits of the register of certificates, each with its reason. */
export const certificateLimits = {
  /** A file as people have it: PEM with the text of the certificate above it. A certificate of RSA 4096 has some 2 KiB. */
  fileOctetsMax: 64 * 1024,
  /** The same in Base64, as the API takes it. */
  fileCharactersMax: Math.ceil((64 * 1024) / 3) * 4,
  /** Of a post: as the database has it, which asks for what is there. */
  titleCharactersMax: 200,
  /** Of a PKCS#7 file: the certificate and the authorities above it; chains have three or four. */
  certificatesInFileMax: 10,
  /** As the table has it: what is larger carries something else. */
  derOctetsMax: 16 * 1024,
  /** REQ-SIG-2: RSA 2048 and larger. */
  rsaBitsMin: 2048,
  /** Addresses in one certificate: a person's have one, a unit's a few. */
  addressesMax: 20,
  /** Kept for people to read: a DN of the field has some 200 characters. */
  nameCharactersMax: 2_000,
  /** As reasons of approvals: a line or two with the number of a decision. */
  reasonCharactersMax: 500,
  /** Days before a certificate ends on which its owner and the operators are told: a new one takes weeks to come; and two last times. */
  warnDaysBefore: [30, 7, 1],
  /** Told of in one round; the next round tells of the others. A province may have had a thousand issued on one day. */
  warnedAtOnceMax: 500,
  /** In one listing at the command line. */
  listedMax: 10_000,
  /** Somebody asks for certificates that end within so many days: ten years. */
  expiringDaysMax: 3_653,
} as const;
