/** Limits of setting up devices, each with its reason. */
export const deviceSetupLimits = {
  /** To fetch the phone, point it at the screen and type six digits; who takes longer makes another app password. */
  openMs: 10 * 60_000,
  /** One in 200,000 for whoever has the address and not the digits. */
  triesMax: 5,
  codeDigits: 6,
  /** RFC 4648 §5 characters of 128 random bits: nobody finds an address. */
  idOctets: 16,
} as const;
