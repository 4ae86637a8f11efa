// Limits of the embedded PostgreSQL, each with its reason.

/** sun_path holds 108 bytes with its NUL (unix(7)); `/.s.PGSQL.5432` takes 14 of the 107. */
export const socketDirBytesMax = 107 - '/.s.PGSQL.5432'.length;

/** Silence before a starting server counts as stuck. Crash recovery answers "starting up" and is not silent. */
export const readySilenceMsMax = 30_000;

/** Replaying up to max_wal_size (1 GB) on a slow disk takes minutes; killing it in between would only begin it again. */
export const recoveryMsMax = 15 * 60_000;

/** How often readiness is tried: well below the start's ~200 ms. */
export const readyPollMs = 20;

/** How long a start is retried while an old server's lock or shared memory clears (its backends end within seconds). */
export const oldLockMsMax = 15_000;
export const oldLockPollMs = 200;

/** Fast shutdown writes a checkpoint: seconds on a slow disk. Then SIGQUIT, which PostgreSQL itself ends after 5 s. */
export const fastStopMsMax = 30_000;
export const immediateStopMsMax = 10_000;

/** The server's log is rotated at start above this size, and this many old ones are kept. */
export const logBytesMax = 10 * 1024 * 1024;
export const oldLogsMax = 3;

/** An error carries this much of the end of the server's log: enough for the FATAL line and what led to it. */
export const logTailBytes = 2048;
