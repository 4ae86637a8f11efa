// Limits of certificates, each with its reason.

/** The CA outlives every certificate it makes; clients trust it by hand, which nobody wants to repeat. */
export const authorityDays = 3650;
export const authorityKeyBits = 3072;

/** Longest that Apple's clients accept is 398 days. */
export const serverDays = 397;
/** Renewed with this much left: a month of restarts that may fail. */
export const serverRenewDays = 30;
export const leafKeyBits = 2048;

/** Clocks of clients may be behind ours. */
export const backdateMs = 60 * 60_000;

/** RFC 5280 Appendix A.1: ub-common-name and ub-organization-name. */
export const commonNameCharsMax = 64;
export const organisationCharsMax = 64;

/** Of PKCS#12 key derivation, on the event loop. The password is 100 random bits: more rounds would add nothing to it. */
export const pkcs12Iterations = 2048;
export const pkcs12PasswordChars = 20;
