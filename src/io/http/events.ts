/** Names of the log events of the HTTP listeners. Fields never hold header fields, query strings or bodies. */
export const httpEvents = {
  /** A route threw: answered 500. method, path, err */
  fault: 'http.fault',
  /** An address holds too many connections already. peer */
  connectionRefused: 'http.connection-refused',
} as const;

/** What the room needs of a logger; pino's has this shape. */
export interface HttpLog {
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}
