import type { Untagged } from './response-grammar.ts';

/** During these no message may leave (RFC 9051 §7.5.1): their numbers would mean others. */
const keepsNumbers = new Set(['FETCH', 'STORE', 'SEARCH', 'SORT', 'THREAD']);

/** What a client knows of its selected mailbox, from responses alone. Throws where one cannot be. */
export class ClientView {
  /** By message number less one; undefined: never told. */
  uids: (number | undefined)[] = [];
  isSelected = false;
  isUtf8 = false;
  readonly #modSeqs = new Map<number, number>();
  #isOpening = false;
  #mayVanish = false;

  /** Before a command goes out. */
  begins(verb: string): void {
    this.#isOpening = verb === 'SELECT' || verb === 'EXAMINE';
  }

  ends(verb: string, status: string): void {
    // What cannot be read leaves the mailbox that is selected; what fails does not (RFC 9051 §6.3.2).
    if (this.#isOpening && status !== 'BAD') {
      if (this.isSelected) throw new Error('the mailbox before was never closed');
      this.isSelected = status === 'OK';
    }
    if (['CLOSE', 'UNSELECT'].includes(verb) && status === 'OK') this.#close();
    this.#isOpening = false;
  }

  takes(response: Untagged, verb: string): void {
    if (['exists', 'expunge', 'vanished', 'fetch'].includes(response.kind) && !this.isSelected && !this.#isOpening)
      throw new Error(`${response.kind} without a mailbox`);
    // RFC 9051 §7.1: what comes before is of the mailbox before.
    if (response.kind === 'status' && response.code === 'CLOSED') this.#close();
    else if (response.kind === 'enabled') this.#enabled(response.names);
    else if (response.kind === 'exists') this.#exists(response.number);
    else if (response.kind === 'expunge') this.#expunge(response.number, verb);
    else if (response.kind === 'vanished') this.#vanished(response, verb);
    else if (response.kind === 'fetch') this.#fetched(response);
    else if (response.kind === 'found' && keepsNumbers.has(verb)) for (const number of response.numbers) this.#expectNumber(number);
  }

  #enabled(names: readonly string[]): void {
    if (names.includes('IMAP4rev2') || names.includes('UTF8=ACCEPT')) this.isUtf8 = true;
    if (names.includes('QRESYNC')) this.#mayVanish = true;
  }

  #exists(count: number): void {
    if (count < this.uids.length) throw new Error(`${count} EXISTS after ${this.uids.length}`);
    this.uids.length = count;
  }

  #expunge(number: number, verb: string): void {
    this.#expectNumber(number);
    if (keepsNumbers.has(verb)) throw new Error(`EXPUNGE during ${verb}`);
    if (this.#mayVanish) throw new Error('EXPUNGE though QRESYNC was enabled');
    this.uids = this.uids.toSpliced(number - 1, 1);
  }

  #vanished({ isEarlier, uids }: Extract<Untagged, { kind: 'vanished' }>, verb: string): void {
    if (!this.#mayVanish) throw new Error('VANISHED though QRESYNC was not enabled');
    if (isEarlier) return;
    if (keepsNumbers.has(verb)) throw new Error(`VANISHED during ${verb}`);
    if (this.uids.includes(undefined)) {
      // Which numbers went is not known: only how many are left.
      const gone = uids.reduce((sum, [low, high]) => sum + high - low + 1, 0);
      if (gone > this.uids.length) throw new Error(`${gone} of ${this.uids.length} vanished`);
      this.uids = new Array<undefined>(this.uids.length - gone).fill(undefined);
      return;
    }
    for (const [low, high] of uids)
      for (let uid = low; uid <= high; uid += 1) {
        const at = this.uids.indexOf(uid);
        if (at < 0) throw new Error(`${uid} vanished, which was not there`);
        this.uids.splice(at, 1);
      }
  }

  #fetched({ number, items }: Extract<Untagged, { kind: 'fetch' }>): void {
    this.#expectNumber(number);
    const uid = numberIn(items.get('UID'));
    if (uid === undefined) return;
    const known = this.uids[number - 1];
    if (known !== undefined && known !== uid) throw new Error(`message ${number} was ${known} and is ${uid}`);
    this.uids[number - 1] = uid;
    const told = this.uids.filter((one) => one !== undefined);
    if (told.some((one, at) => at > 0 && one <= told[at - 1]!)) throw new Error(`UIDs do not ascend: ${told.join(' ')}`);
    const modSeq = numberIn((items.get('MODSEQ') as readonly unknown[] | undefined)?.[0]);
    if (modSeq === undefined) return;
    if (modSeq < (this.#modSeqs.get(uid) ?? 1)) throw new Error(`modseq of ${uid} went back to ${modSeq}`);
    this.#modSeqs.set(uid, modSeq);
  }

  #expectNumber(number: number): void {
    if (number < 1 || number > this.uids.length) throw new Error(`message ${number} of ${this.uids.length}`);
  }

  #close(): void {
    this.isSelected = false;
    this.uids = [];
    this.#modSeqs.clear();
  }
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'object' && value !== null && 'atom' in value ? Number((value as { atom: string }).atom) : undefined;
}
