/** The room's log events and their levels. Facts never hold passwords, AUTH payloads, header fields or bodies. */
export const smtpEvents = {
  'smtp.connected': 'debug',
  'smtp.disconnected': 'debug',
  'smtp.connection-refused': 'warn',
  'smtp.connection-error': 'debug',
  'smtp.tls-started': 'debug',
  'smtp.tls-failed': 'info',
  'smtp.signed-in': 'info',
  'smtp.sign-in-refused': 'warn',
  'smtp.protocol-error': 'info',
  'smtp.limit-reached': 'warn',
  'smtp.sender-refused': 'info',
  'smtp.recipient-refused': 'info',
  'smtp.message-accepted': 'info',
  'smtp.message-refused': 'info',
  'smtp.message-abandoned': 'info',
  'smtp.fault': 'error',
} as const satisfies Record<string, 'debug' | 'info' | 'warn' | 'error'>;

export type SmtpEvent = keyof typeof smtpEvents;

export interface SmtpEventFacts {
  readonly connection?: string;
  readonly door?: string;
  readonly peer?: string;
  readonly account?: string;
  readonly sender?: string | null;
  readonly recipient?: string;
  readonly recipients?: number;
  readonly octets?: number;
  readonly id?: string;
  readonly reply?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly cipher?: string;
  readonly error?: unknown;
}

/** Where events go. */
export type SmtpLog = (event: SmtpEvent, facts: SmtpEventFacts) => void;

type Level = (typeof smtpEvents)[SmtpEvent];

/** Writes events to a pino logger, each with its level. */
export function smtpLogTo(logger: Record<Level, (fields: object, message: string) => void>): SmtpLog {
  return (event, facts) => logger[smtpEvents[event]]({ event, ...facts }, event);
}
