/** Limits of what is served of the web application, each with its reason. */
export const webAppLimits = {
  /** It is kept in the memory of each process: some 3 MB with both compressed forms, and room to grow. */
  octetsMax: 32 * 1024 * 1024,
  /** A build has some hundred files; more is another folder than the one that was meant. */
  filesMax: 2_000,
  /** 128 random bits (CSP 3 §7.2 asks for that many). */
  nonceOctets: 16,
  /** Files with a hash in their name never change. */
  keptSeconds: 31_536_000,
} as const;
