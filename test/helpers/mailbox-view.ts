/** A message as far as a client was told. */
export interface ViewedMessage {
  uid: number | null;
  /** Sorted, without \Recent; null when never told. */
  flags: string | null;
  modSeq: number;
}

/** What is going on while a line comes: a command's verb, whether its messages are named by number, or nothing. */
export interface Exchange {
  readonly verb: string;
  readonly byNumber: boolean;
}

const renumbersNothing = new Set(['FETCH', 'STORE', 'SEARCH']);

/**
 * A client's view of its selected mailbox, made of untagged responses alone. Throws as soon as a server says what it must not
 * (RFC 9051 §5.2, §7.4, §7.5; RFC 7162 §3.1, §3.2): such a line would leave a real client with wrong numbers for ever.
 */
export class MailboxView {
  readonly qresync: boolean;
  messages: ViewedMessage[] = [];
  uidValidity = 0;
  /** Up to here all changes are known: a session may be resumed from it. */
  highestModSeq = 0;
  uidNextMin = 1;
  #isOpening = false;
  /** SELECT's own EXISTS has come. */
  #isCounted = false;
  #resumed: Map<number, ViewedMessage> | null = null;
  #toldNumbers: [number: number, uid: number][] = [];

  constructor(qresync: boolean) {
    this.qresync = qresync;
  }

  get uids(): (number | null)[] {
    return this.messages.map(({ uid }) => uid);
  }

  /** Before SELECT; with `resuming` what is known stays so (QRESYNC). */
  opening(resuming: boolean): void {
    this.#isOpening = true;
    this.#isCounted = false;
    this.#resumed = resuming ? new Map(this.messages.map((message) => [message.uid ?? 0, message])) : null;
    this.#toldNumbers = [];
    this.messages = [];
  }

  /** SELECT has ended, or goes on to what happened meanwhile. A resumed view must be whole now. */
  opened(): void {
    if (!this.#isOpening) return;
    this.#isOpening = false;
    const resumed = this.#resumed;
    this.#resumed = null;
    if (resumed === null) return;
    const known = [...resumed.values()].sort((one, other) => (one.uid ?? 0) - (other.uid ?? 0));
    if (known.length !== this.messages.length) throw new Error(`${this.messages.length} EXISTS, and ${known.length} known after resuming`);
    this.messages = known;
    for (const [number, uid] of this.#toldNumbers)
      if (known[number - 1]?.uid !== uid) throw new Error(`message ${number} was told to be UID ${uid} while resuming`);
  }

  take(line: string, during: Exchange | null): void {
    const count = /^\* (\d+) (EXISTS|EXPUNGE|FETCH)\b/.exec(line);
    const vanished = /^\* VANISHED( \(EARLIER\))? (\S+)$/.exec(line);
    const code = /^\S+ OK \[(UIDVALIDITY|HIGHESTMODSEQ) (\d+)\]/.exec(line);
    if (count?.[2] === 'EXISTS') this.#exists(Number(count[1]));
    else if (count?.[2] === 'EXPUNGE') this.#expunge(Number(count[1]), during);
    else if (count?.[2] === 'FETCH') this.#fetch(Number(count[1]), line);
    else if (vanished) this.#vanished(uidsIn(vanished[2] ?? ''), vanished[1] !== undefined, during);
    else if (code?.[1] === 'UIDVALIDITY') this.#sameUidValidity(Number(code[2]));
    else if (code) this.#grown(Number(code[2]));
  }

  #exists(count: number): void {
    const { length } = this.messages;
    if (this.#isCounted) this.opened();
    this.#isCounted = true;
    if (!this.#isOpening && count <= length) throw new Error(`EXISTS went from ${length} to ${count}`);
    while (this.messages.length < count) this.messages.push({ uid: null, flags: null, modSeq: 0 });
  }

  #expunge(number: number, during: Exchange | null): void {
    if (this.qresync) throw new Error('EXPUNGE after ENABLE QRESYNC');
    this.#mayRemove(during);
    if (number < 1 || number > this.messages.length) throw new Error(`EXPUNGE ${number} of ${this.messages.length}`);
    this.messages.splice(number - 1, 1);
  }

  #vanished(uids: readonly number[], isEarlier: boolean, during: Exchange | null): void {
    if (!this.qresync) throw new Error('VANISHED without ENABLE QRESYNC');
    if (isEarlier) {
      for (const uid of uids) this.#resumed?.delete(uid);
      return;
    }
    this.opened();
    this.#mayRemove(during);
    for (const uid of uids) {
      // What came after the last message that is known by UID can only be one of those whose UIDs are not known yet.
      const at = this.messages.findIndex((message) => message.uid === uid);
      const unknown = this.messages.findIndex((message) => message.uid === null);
      if (at < 0 && unknown < 0) throw new Error(`VANISHED ${uid}, which is not there`);
      this.messages.splice(at < 0 ? unknown : at, 1);
    }
  }

  #mayRemove(during: Exchange | null): void {
    if (during === null) throw new Error('a message was removed while no command was running');
    if (during.byNumber && renumbersNothing.has(during.verb)) throw new Error(`a message was removed during ${during.verb} by number`);
  }

  #fetch(number: number, line: string): void {
    const uid = Number(/[( ]UID (\d+)/.exec(line)?.[1] ?? 0);
    const flags = /[( ]FLAGS \(([^)]*)\)/.exec(line)?.[1];
    const modSeq = Number(/MODSEQ \((\d+)\)/.exec(line)?.[1] ?? 0);
    if (number > this.messages.length) throw new Error(`FETCH of ${number}, of ${this.messages.length}`);
    if (this.qresync && uid === 0) throw new Error('FETCH without UID after ENABLE QRESYNC (RFC 7162 §3.2.4)');
    if (this.#isOpening) {
      this.#toldNumbers.push([number, uid]);
      this.#resumed?.set(uid, { uid, flags: plainFlags(flags ?? ''), modSeq });
      return;
    }
    const message = this.messages[number - 1] as ViewedMessage;
    if (uid > 0) this.#name(number, message, uid);
    if (modSeq < message.modSeq && modSeq > 0) throw new Error(`MODSEQ of ${number} went from ${message.modSeq} to ${modSeq}`);
    if (flags !== undefined) {
      const told = plainFlags(flags);
      if (message.flags !== null && message.modSeq > 0 && modSeq === message.modSeq && told !== message.flags)
        throw new Error(`flags of ${number} changed from ${message.flags} to ${told} with the same MODSEQ`);
      message.flags = told;
    } else if (modSeq > message.modSeq) message.flags = null; // STORE .SILENT: the client knows, we do not look
    message.modSeq = Math.max(message.modSeq, modSeq);
  }

  #name(number: number, message: ViewedMessage, uid: number): void {
    if (message.uid !== null && message.uid !== uid) throw new Error(`message ${number} is UID ${message.uid}, and was told to be ${uid}`);
    message.uid = uid;
    const before = this.messages.slice(0, number - 1).findLast((other) => other.uid !== null)?.uid ?? 0;
    const after = this.messages.slice(number).find((other) => other.uid !== null)?.uid ?? Number.POSITIVE_INFINITY;
    if (uid <= before || uid >= after) throw new Error(`UIDs do not ascend: ${before}, ${uid}, ${after}`);
  }

  #sameUidValidity(uidValidity: number): void {
    if (this.uidValidity !== 0 && this.uidValidity !== uidValidity) throw new Error('UIDVALIDITY has changed');
    this.uidValidity = uidValidity;
  }

  #grown(modSeq: number): void {
    if (modSeq < this.highestModSeq) throw new Error(`HIGHESTMODSEQ went from ${this.highestModSeq} to ${modSeq}`);
    this.highestModSeq = modSeq;
  }
}

/** A sequence set without `*`. */
export function uidsIn(set: string): number[] {
  return set.split(',').flatMap((range) => {
    const [low = 0, high = low] = range.split(':').map(Number);
    return Array.from({ length: Math.abs(high - low) + 1 }, (_, index) => Math.min(low, high) + index);
  });
}

const plainFlags = (flags: string) =>
  flags
    .split(' ')
    .filter((flag) => flag !== '' && flag !== '\\Recent')
    .sort()
    .join(' ');
