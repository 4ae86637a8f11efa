/** What this room writes to the log. */
export const postgresEvents = {
  ready: 'postgres.ready',
  stopped: 'postgres.stopped',
  died: 'postgres.died',
  recovering: 'postgres.recovering',
  clusterCreated: 'postgres.cluster-created',
  clusterElsewhere: 'postgres.cluster-elsewhere',
  clusterChowned: 'postgres.cluster-chowned',
  binariesCopied: 'postgres.binaries-copied',
  socketDirElsewhere: 'postgres.socket-dir-elsewhere',
  osUserCreated: 'postgres.os-user-created',
  orphanStopped: 'postgres.orphan-stopped',
  oldLockWaited: 'postgres.old-lock-waited',
  stopEscalated: 'postgres.stop-escalated',
} as const;

export type PostgresEvent = (typeof postgresEvents)[keyof typeof postgresEvents];
export type PostgresLogLevel = 'debug' | 'info' | 'warn' | 'error';
export type PostgresLog = (level: PostgresLogLevel, event: PostgresEvent, fields: Record<string, unknown>) => void;
