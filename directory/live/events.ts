/** Names of the room's log events. */
export const liveEvents = {
  /** A client that read nothing was cut off. accountId */
  slow: 'live.slow-client',
  /** Whether streams may go on, or whom a change concerns, could not be read: they end, or those who hear of some units only hear nothing. err */
  unread: 'live.unread',
} as const;

/** What the room needs of a logger; pino's has this shape. */
export interface LiveLog {
  warn(fields: object, event: string): void;
}
