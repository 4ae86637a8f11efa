import { connectionLimits } from '#mail/connection/limits.ts';

/** Limits of the POP3 room, each with its reason. The wiring may pass others in. */
export const pop3Limits = {
  ...connectionLimits,
  /** RFC 2449 §4 gives commands 255 octets; SASL responses are outside that (RFC 5034 §4), and a long password in base64 is the longest. */
  lineOctetsMax: 4_096,
  /** Octets read ahead while a command runs; a client that pipelines more waits. Thousands of RETR and DELE fit. */
  inputBufferedOctetsMax: 65_536,
  /** A client that errs this often in a row is broken or hostile. */
  badCommandsMax: 20,
  badCommandsBeforeAuthMax: 5,
  /** Wrong passwords on one connection; the backend slows and locks beyond this. */
  signInFailuresMax: 3,
  /** RFC 1939 §3: at least 10 minutes. Kept near it, because a client that vanished keeps its mailbox locked for so long. */
  idleMsMax: 11 * 60_000,
  /** From connecting to having signed in; a person who types the password into the client gets through. */
  signInMsMax: 180_000,
  /** The first probe of a silent connection; those that follow find a client that vanished within seconds, and free its mailbox. */
  keepAliveMs: 60_000,
  /** Lines of LIST and UIDL made at once; between such stretches others run, and a slow client is waited for. */
  listingLinesAtOnce: 1_000,
} as const;

export type Pop3Limits = { readonly [Name in keyof typeof pop3Limits]: number };
