/** Names of the API's log events. Fields never hold a token, a query string or a body. */
export const apiEvents = {
  /** A request with a token that is not valid. requestId, peer, kind */
  tokenRefused: 'api.token-refused',
  /** A request with a cookie, or to sign in, that came from another site's page. requestId, peer, method, path */
  fromElsewhere: 'api.from-elsewhere',
  /** A sign-in or proof by the identity provider came to nothing, and why. requestId, peer, kind, why */
  ssoRefused: 'api.sso-refused',
  /** A route threw: answered 500. requestId, method, path, err */
  fault: 'api.fault',
  /** An answer took too long; what was asked may still be done. requestId, method, path */
  late: 'api.late',
  /** A plan that was carried out beside its answer threw. requestId, planId, err */
  planFailed: 'api.plan-failed',
} as const;

/** What the room needs of a logger; pino's has this shape. */
export interface ApiLog {
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}
