import { connectionLimits } from '#mail/connection/limits.ts';

/** Limits of the IMAP room, each with its reason. The wiring may pass others in. */
export const imapLimits = {
  ...connectionLimits,
  /** UID sets of large resynchronisations make long lines; RFC 9051 §4.3.1 advises clients to stay under 8,000 octets. */
  lineOctetsMax: 65_536,
  /** Before sign-in only LOGIN, AUTHENTICATE and ID have arguments: a base64 SASL response is the longest. */
  lineOctetsBeforeAuthMax: 8_192,
  /** A user name or a password as a literal; strangers get no more of our memory. */
  literalOctetsBeforeAuthMax: 1_024,
  /** Mailbox names and search strings: any literal that is not the message of an APPEND. */
  literalOctetsMax: 65_536,
  /** RFC 7888 §5: a literal that may come unasked where LITERAL- is announced. */
  shortLiteralOctetsMax: 4_096,
  /** Lines and literals of one command together, messages of an APPEND apart. */
  commandOctetsMax: 262_144,
  /** One command may hold many literals (SEARCH, MULTIAPPEND); a flood of empty ones costs memory all the same. */
  literalsPerCommandMax: 1_000,
  /** The largest message taken by APPEND, announced as APPENDLIMIT (RFC 7889). */
  appendOctetsMax: 25 * 1024 * 1024,
  /** RFC 3502: all messages of one APPEND are in memory until all are stored. */
  multiAppendOctetsMax: 50 * 1024 * 1024,
  multiAppendMessagesMax: 200,
  /** Parts of one message put together by CATENATE: a client forwards a dozen attachments at most. */
  catenatePartsMax: 100,
  /** URLs of ours are shorter; what a client makes up need not come back to it whole. */
  badUrlCharactersMax: 2_000,
  /** RFC 7888 §4: a refused non-synchronising literal up to this is read and thrown away; above, the connection ends. */
  drainOctetsMax: 1024 * 1024,
  /** A client that errs this often in a row is broken or hostile. */
  badCommandsMax: 20,
  badCommandsBeforeAuthMax: 5,
  /** Wrong passwords on one connection; the backend slows and locks beyond this. */
  signInFailuresMax: 3,
  /** Octets read ahead while a command runs; beyond, the socket waits. */
  inputBufferedOctetsMax: 131_072,
  /** Thunderbird opens 5, phones 2 to 4; a unit's mailbox has several staff. */
  connectionsPerAccountMax: 60,
  /** Octets inflated ahead of what is read (RFC 4978). */
  inflatedOctets: 16_384,
  /** RFC 9051 §5.4: at least 30 minutes once signed in. */
  idleMsMax: 30 * 60_000,
  /** RFC 2177: clients renew IDLE within 29 minutes. */
  idleCommandMsMax: 30 * 60_000,
  /** Who has not signed in within a minute is not a mail client. */
  idleBeforeAuthMsMax: 60_000,
  /** Messages whose facts are asked for at once: enough to hide the round trip, few enough to stream. */
  factsSlice: 500,
  /** Messages of which a search asks the store for one thing at once: a few milliseconds of the event loop. */
  columnSlice: 2_000,
  /** Messages that a search which reads no octets goes through at once, for each of its keys: a millisecond or two. */
  searchedSlice: 10_000,
  /** Messages whose flags are changed in one transaction: 5,000 take the store some 20 ms of this process, and as many locks. */
  storeSlice: 5_000,
  /** Octets of a body read and sent at once. */
  bodyChunkOctets: 262_144,
  /** Small bodies and headers read at once, in octets altogether. */
  readAheadOctets: 1024 * 1024,
  /** Levels of parentheses, NOT and OR in SEARCH; people's clients stay under 10 … except for long OR chains. */
  searchDepthMax: 100,
  searchKeysMax: 1_000,
  /**
   * Messages that one command touches (MESSAGELIMIT, RFC 9738): ten times the largest mailbox we measure. A client that knows nothing of it would
   * take what it is not told of for gone, so it has to stay beyond any real mailbox; it is for the mailbox that grew by a fault.
   */
  messagesPerCommandMax: 1_000_000,
  /** Criteria of one SORT; there are nine, and naming one twice changes nothing. */
  sortKeysMax: 20,
  /** Items of one FETCH; Thunderbird sends about 10. */
  fetchItemsMax: 100,
  headerFieldsMax: 200,
  /** Patterns of one LIST, and the octets of one. */
  listPatternsMax: 50,
  listPatternOctetsMax: 1_024,
  /** Mailboxes that one NOTIFY watches: a clerk of the province sees 500 accounts with six each. */
  notifyMailboxesMax: 5_000,
  /** Clients told of a change in one turn of the event loop: a packet each, some milliseconds altogether. */
  toldAtOnceMax: 50,
  /** How often names are looked at for who asked to hear of them (RFC 5465 leaves the delay to us). */
  notifyListMs: 10_000,
  /** Annotations named in one command, their names and values (RFC 5464): comments and colours, not documents. */
  metadataEntriesMax: 100,
  metadataEntryOctetsMax: 256,
  metadataValueOctetsMax: 16_384,
  /** Of a part's beginning, for a preview: enough to get past the style sheet of most HTML. */
  previewOctets: 16_384,
  /** RFC 8970 §3.1 asks for no more than 200, and allows 256. */
  previewCharactersMax: 200,
  keywordsPerMessageMax: 64,
  keywordOctetsMax: 128,
  mailboxNameOctetsMax: 1_000,
  /** Mailboxes up to here are searched for texts by reading them, every substring found, in about a third of a second; larger ones ask the index. */
  scannedMessagesMax: 500,
  /** Orders and threads kept per process for SORT and THREAD: up to 200 octets a message, for mailboxes of some 300,000 altogether. */
  orderCachedOctetsMax: 64 * 1024 * 1024,
  /** Single facts kept per process for SEARCH, some 120 octets each: the subjects and dates of a few very large mailboxes. */
  searchCachedValuesMax: 400_000,
  /** Folded texts kept per process, mostly one octet a character. */
  searchCachedCharactersMax: 24 * 1024 * 1024,
  /** Mailboxes with anything kept; each costs a little even when nothing of it is. */
  searchCachedMailboxesMax: 2_000,
  /** Rows kept of mailboxes that nobody has open just now, 16 octets each: people come back to the same few, phones every few minutes. */
  closedTableRowsMax: 1_000_000,
  /** Answers to FETCH that never change kept per process: what lists show of some 150,000 messages, 400 octets each. */
  cachedItemOctetsMax: 64 * 1024 * 1024,
  /** A header longer than this is one of few: it is read again each time. */
  cachedItemSourceOctetsMax: 16_384,
  /** Combinations of flags that a mailbox may have had beyond its messages before those that no longer occur are forgotten. */
  flagSetsSpareMax: 1_000,
  /** RFC 9585 §4: how often a client hears that its long search goes on. */
  progressEveryMs: 5_000,
} as const;

export type ImapLimits = { readonly [Name in keyof typeof imapLimits]: number };
