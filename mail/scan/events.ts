/** The room's log events and their levels. */
export const scanEvents = {
  'scan.refused': 'warn',
  'scan.deferred': 'error',
} as const satisfies Record<string, 'warn' | 'error'>;

export type ScanEvent = keyof typeof scanEvents;

export interface ScanEventFacts {
  readonly scanner: string;
  readonly origin: string;
  readonly octets: number;
  readonly virusName?: string;
  readonly why?: string;
  readonly error?: unknown;
}

export type ScanLog = (event: ScanEvent, facts: ScanEventFacts) => void;

type Level = (typeof scanEvents)[ScanEvent];

/** Writes events to a pino logger, each with its level. */
export function scanLogTo(logger: Record<Level, (fields: object, message: string) => void>): ScanLog {
  return (event, facts) => logger[scanEvents[event]]({ event, ...facts }, event);
}
