import pino, { type Logger } from 'pino';

export type Log = Logger;

/**
 * Structured logs: JSON lines on standard error (standard output is for what a person asked to see). Names of events are catalogued
 * in each room's events.ts. Passwords, message bodies and subjects are not handed to it; the paths below are a second fence.
 */
export function openLog(level: string, fields: Record<string, unknown>): Log {
  const destination = pino.destination({ dest: 2, sync: false });
  return pino(
    {
      level,
      base: fields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['password', '*.password', 'pass', '*.pass', 'secret', '*.secret', 'body', '*.body'], censor: '[not logged]' },
      serializers: { err: pino.stdSerializers.errWithCause, error: pino.stdSerializers.errWithCause },
    },
    destination,
  );
}
