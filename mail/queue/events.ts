/** Names of the log events of the queue room. Fields never hold message content or passwords. */
export const queueEvents = {
  /** A recipient's server (or the relay) took the message. messageId, domain, recipients, host, reply */
  handedOver: 'queue.handed-over',
  /** Not now; tried again later. messageId, domain, recipients, host, reply */
  deferred: 'queue.deferred',
  /** For good: refused or expired. messageId, domain, recipients, host, reply */
  failed: 'queue.failed',
  /** A DSN could not be stored; the outcome was kept without it or is tried again. messageId, err */
  noticeFailed: 'queue.notice-failed',
  /** Another process holds these recipients by now, or an administrator finished them. messageId, recipients */
  leaseLost: 'queue.lease-lost',
  /** The database did not answer while work was looked for, renewed or settled. err */
  databaseFailed: 'queue.database-failed',
  /** The message could not be read or handed over because of a fault here. messageId, err */
  fault: 'queue.fault',
  /** The worker began. route */
  started: 'queue.started',
  stopped: 'queue.stopped',
  /** Finished messages were removed after their retention. messages */
  swept: 'queue.swept',
} as const;

/** What the room needs of a logger; pino's has this shape. */
export interface QueueLog {
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}
