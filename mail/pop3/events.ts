/** The log events of this room and what each means. Passwords, message octets and SASL responses are never logged. */
export const pop3Events = {
  'pop3.connected': 'a client connected',
  'pop3.disconnected': 'the connection ended; says why, how long it lasted and how many commands it ran',
  'pop3.turned-away': 'a connection was refused because its address has too many',
  'pop3.tls-failed': 'the TLS handshake failed',
  'pop3.stls-injection': 'plaintext followed STLS before the handshake; the connection was dropped',
  'pop3.signed-in': 'a name and password were accepted and the mailbox is locked for this session',
  'pop3.sign-in-refused': 'a name and password were refused, or the mailbox is in use; says the kind of refusal only',
  'pop3.updated': 'QUIT took the messages marked by DELE out of the mailbox; says how many',
  'pop3.refused': 'QUIT could not take the marked messages out; says why',
  'pop3.fault': 'a command failed because of a fault of ours',
  'pop3.hostile-input': 'the connection was ended for malformed or excessive input',
  'pop3.stalled': 'the client stopped reading and was cut off',
  'pop3.access-ended': 'the right to the mailbox ended while the client was connected',
  'pop3.lock-lost': 'the lock of the mailbox could not be kept; the session ends and deletes nothing',
} as const;

export type Pop3Event = keyof typeof pop3Events;

/** The part of a pino logger this room uses. */
export interface Pop3Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}
