/** Limits of the wiring, each with its reason. */
export const wiringLimits = {
  /** A worker that is not ready by then never will be; the first connection to the database and the listeners take well under a second. */
  workerReadyMsMax: 20_000,
  /** Clients are told and transactions under way end within this; then the worker is killed. */
  workerStopMsMax: 15_000,
  /** A worker or a PostgreSQL that dies is started again after this, doubled each time it dies young, up to the second figure. */
  restartMs: 250,
  restartMsMax: 10_000,
  /** Having lived so long, its death is no sign of a fault that repeats. */
  livedLongMs: 60_000,
  /** Sweeping goes on in the background this often; every step skips what another process holds. */
  sweepEveryMs: 10 * 60 * 1000,
  /** Files that a killed process left behind are few, and looking for them walks the whole folder. */
  sweepStrayEveryMs: 24 * 60 * 60 * 1000,
  /** New mail gathers for so long before its texts are indexed: searches read it meanwhile, and larger batches cost less each. */
  textIndexEveryMs: 10_000,
  /** Plans take effect on a day: a minute after midnight is soon enough, and looking costs one small query. */
  plansEveryMs: 60_000,
  /** A plan for a province tells ten thousand people of their new address: they begin to hear of it this soon, at one small query. */
  noticesEveryMs: 10_000,
  /** As often as the pace allows (directory/announcements/limits.ts); one small query where nobody waits. */
  announcementsEveryMs: 1_000,
  /** So long an entry of the audit can be changed unseen by whoever owns the database; looking costs two small queries. */
  auditSealEveryMs: 5_000,
  /** Months end once a month; a day late is soon enough. */
  auditKeptEveryMs: 24 * 60 * 60 * 1000,
  /** What accounts come to with time: a few small queries, and a day more or less would not matter; mailboxes fill up within hours. */
  accountCareEveryMs: 10 * 60 * 1000,
  /** So often the program says that it is there: an outage is known as exactly (directory/duties/limits.ts). */
  beatEveryMs: 30_000,
  /** Whether it is the hour to remind people; asked in between it costs a question for the calendar. */
  remindEveryMs: 60_000,
  /** What is of no use any more goes once a day. */
  dutiesKeptEveryMs: 24 * 60 * 60 * 1000,
  /** What sessions did is counted in memory for so long: a process that is killed takes that with it. */
  countsEveryMs: 5_000,
  /** Who looked at which mailbox is the same for half an hour: seconds more or less are lost when a process is killed. */
  looksEveryMs: 30_000,
  /** Naming profiles are changed by hand, and reading them all takes 10 ms: a list of two hundred plans is not to read them for each. */
  profilesFreshMs: 5_000,
  /** Reminders of requests go out at a time of day: minutes do not matter, and looking costs one small query. */
  requestsRemindedEveryMs: 5 * 60_000,
  /** Mail waits so long to become days, in a table that is small meanwhile; a report has it done before it is drawn. */
  reportsKeptEveryMs: 30 * 60 * 1000,
  /** Whoever shows how the services stand asks at the same moment, when it has changed: several pages, or several people, cost one look. */
  statusFreshMs: 10_000,
  /** Where somebody follows how the services stand, it is looked at this often, whether it changed: little more often than it is read anew. */
  statusWatchedEveryMs: 12_000,
  /** Mail moves all the time: processes tell each other that the queue changed no more often. */
  queueToldEveryMs: 1_000,
  /** The page is not to wait longer for a scanner or a relay that is silent. */
  statusAnswerMsMax: 2_000,
  /** After a step that failed. */
  textIndexRetryMs: 30_000,
  /** While the machine is busy, so many rests more between two steps: a tenth of what it would otherwise index, and no less. */
  textIndexRests: 10,
  /** The log hears of indexing no more often. */
  textIndexToldEveryMs: 60_000,
} as const;

/** Connections to PostgreSQL besides each worker's `database.poolPerWorker`, which serves clients. */
export const connectionLimits = {
  /** For the pool: the watch over access keeps one of its connections for itself, for good. */
  accessWatch: 1,
  /** A connection that listens for notices, outside the pool. */
  noticeChannel: 1,
  /** A pool of its own for what is asked while a transaction holds a connection (a bounce's addressee and body). */
  aside: 2,
  /** Three belong to PostgreSQL's superuser; commands beside the running program take up to six, and somebody looks in with psql. */
  reserved: 12,
  /** The embedded PostgreSQL's max_connections where nobody asked for more: its own default. */
  embeddedMin: 100,
  /** While nothing serves yet: the first start sets up a province in one transaction. */
  firstRun: 2,
  /** A command's own pool: one transaction, and what is asked beside it. */
  command: 3,
} as const;

/** Of one worker, all told. */
export function connectionsOfWorker(poolPerWorker: number): number {
  return poolPerWorker + connectionLimits.accessWatch + connectionLimits.noticeChannel + connectionLimits.aside;
}

export const sessionLimits = {
  /** Grants and app passwords end by date, which moves no generation (REQ-DEL-6). */
  recheckEveryMs: 60_000,
  /** Checks at a time: half of the default pool, so that mail goes on while a thousand sessions are looked at. */
  recheckAtOnceMax: 4,
  /** Nothing can be read from a mailbox without the database, so its restart (one to three seconds) need not end every session. */
  unknownMsMax: 5_000,
  /** What others share with a person is read again for a command that names a shared mailbox when older than this. */
  sharedAccessFreshMs: 1_000,
  /** And in the background this often, for those that have one open: one query a person. */
  sharedAccessReadEveryMs: 5_000,
} as const;
