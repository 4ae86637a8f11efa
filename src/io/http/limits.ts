/** Limits of the HTTP listeners, each with its reason. */
export const httpLimits = {
  /** Request line and header fields together; browsers send 1–2 KB, and more costs memory before anything is known of the client. */
  headerOctetsMax: 16 * 1024,
  headerFieldsMax: 100,
  /** Forms and JSON are far below; what takes files has a measure of its own. */
  bodyOctetsMax: 1024 * 1024,
  /** A header that trickles in holds a connection for nothing. */
  headerMsMax: 10_000,
  /** A handshake takes two round trips; before it ends nothing is known of the client. */
  tlsHandshakeMsMax: 10_000,
  /** Header and body together, on the slowest line an office has. */
  requestMsMax: 60_000,
  /** Long enough for a page and its assets over one connection. */
  idleKeepAliveMsMax: 15_000,
  /** Connections are begun anew now and then, so that several processes share the clients. */
  requestsPerConnectionMax: 1_000,
  /** Each costs a file descriptor that mail needs as well. */
  connectionsMax: 2_000,
  /** A whole office may stand behind one address. */
  connectionsPerAddressMax: 200,
  /** Answers under way at a stop get this long. */
  closeGraceMsMax: 5_000,
} as const;

export type HttpLimits = { readonly [Name in keyof typeof httpLimits]: number };
