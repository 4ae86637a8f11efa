/** Limits of every line protocol's connections, each with its reason. A room sets its own beside them. */
export const connectionLimits = {
  /** An office behind one address has many clients with several connections each, which come and go. */
  connectionsPerAddressMax: 400,
  /** Of one server in one process. At up to 100 KB each they hold a gigabyte: beyond, those who are served stay served. */
  connectionsMax: 10_000,
  /** A TLS handshake takes a few round trips; mobile networks may lose some. */
  handshakeMsMax: 30_000,
  /** A client that takes nothing for this long holds our memory for no use. */
  outputStallMsMax: 120_000,
  /** A client that was told goodbye has so long to close its side: a round trip, and a slow one. */
  lingerMsMax: 5_000,
  /** How often idle times, stalls and the right of access are looked at (access must end within 500 ms). */
  sweepMs: 400,
  /** How long commands under way may take to end when the server closes; systemd kills after 90 s. */
  closeGraceMs: 5_000,
  /** Work without giving way is kept well under the 50 ms that no command may hold the event loop. */
  turnMsMax: 15,
} as const;

export type ConnectionLimits = { readonly [Name in keyof typeof connectionLimits]: number };

/** How output is gathered: many packets' worth at once, and what is large already goes out as it is. */
export const outputChunks = {
  /** Held by a quiet connection, of which there are thousands. */
  quietOctets: 512,
  /** Held by one that answers a few lines. */
  modestOctets: 4_096,
  fullOctets: 65_536,
  directOctetsMin: 16_384,
  /** Full ones kept for the next answer, by all connections of a process together. */
  spareMax: 64,
} as const;
