/** Names of the log events of the portal. */
export const portalEvents = {
  /** A part that mail depends on does not work: /readyz answers 503. part, err */
  notReady: 'portal.not-ready',
} as const;

/** What the room needs of a logger; pino's has this shape. */
export interface PortalLog {
  warn(fields: object, event: string): void;
}
