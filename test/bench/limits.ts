/** Bounds of one run, each with its reason: a benchmark is no place to fill a disk or wait for ever. */
export const benchLimits = {
  /** A worker of a load stops after this many messages, however fast the server is. */
  messagesPerLoadMax: 60_000,
  /** Beyond the asked seconds, a load that does not end is broken. Searching the texts of 100,000 messages without an index takes minutes. */
  loadGraceMsMax: 600_000,
  /** The first start makes a database; a noisy machine takes its time. */
  startMsMax: 90_000,
  /** Stopping in order; then the process is killed. */
  stopMsMax: 20_000,
  /** What a queue has accepted must be in the mailboxes within this. */
  settleMsMax: 120_000,
  /** How often a queue is looked at: the error of "until the last is in its mailbox". */
  settlePollMs: 5,
  /** What is indexed in the background after delivery must be within this. */
  indexedMsMax: 1_800_000,
  /** After each measurement so long for the same: it shall not run while the other side is measured, nor make the run last for ever. */
  backgroundMsMax: 5_000,
  indexedPollMs: 250,
  /** A server that uses less of a processor than this has nothing left to do. */
  quietShareMax: 0.1,
  /** No command may hold the event loop longer: all other clients of the process wait meanwhile. Asserted where few clients are at work. */
  eventLoopHoldMsMax: 50,
  /** Of a large province: search as one types is to answer within 50 ms among so many. */
  directoryPeople: 50_000,
  /** Each text is looked for so often; the median counts. */
  searchesEach: 15,
  /** What closed connections held is given back within this. */
  restMs: 2_000,
} as const;
