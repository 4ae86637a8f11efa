/** Limits of the wiring, each with its reason. */
export const wiringLimits = {
  /** A worker that is not ready by then never will be; the first connection to the database and the listeners take well under a second. */
  workerReadyMsMax: 20_000,
  /** Clients are told and transactions under way end within this; then the worker is killed. */
  workerStopMsMax: 15_000,
  /** A worker that dies is started again after this, doubled each time it dies young, up to the second figure. */
  restartMs: 250,
  restartMsMax: 10_000,
  /** Having lived so long, its death is no sign of a fault that repeats. */
  livedLongMs: 60_000,
  /** Per worker besides its pool: one connection that listens for notices. */
  extraConnectionsPerWorker: 1,
  /** PostgreSQL keeps some for the superuser, and the command line wants a few. */
  reservedConnections: 8,
  /** Sweeping goes on in the background this often, in one process at a time. */
  sweepEveryMs: 10 * 60 * 1000,
} as const;
