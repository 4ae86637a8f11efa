/** The log events of this room and what each means. Passwords, message octets and SASL responses are never logged. */
export const imapEvents = {
  'imap.connected': 'a client connected',
  'imap.disconnected': 'the connection ended; says why, how long it lasted and how many commands it ran',
  'imap.turned-away': 'a connection was refused because its address has too many',
  'imap.tls-failed': 'the TLS handshake failed',
  'imap.starttls-injection': 'plaintext followed STARTTLS before the handshake; the connection was dropped',
  'imap.signed-in': 'a name and password were accepted',
  'imap.signed-out': 'the client gave up its identity and stays connected',
  'imap.sign-in-refused': 'a name and password were refused; says the kind of refusal only',
  'imap.refused': 'a command was refused and the refusal carries a detail for us',
  'imap.fault': 'a command failed because of a fault of ours',
  'imap.hostile-input': 'the connection was ended for malformed or excessive input',
  'imap.stalled': 'the client stopped reading and was cut off',
  'imap.access-ended': 'the right to the mailbox ended while the client was connected',
} as const;

export type ImapEvent = keyof typeof imapEvents;

/** The part of a pino logger this room uses. */
export interface ImapLog {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}
