import { BesideChain } from './beside-chain.ts';
import type { ChainRecord, PrunedMonth } from './chain-record.ts';
import { type AuditEntry, digestOf, zeroDigest } from './entry.ts';
import type { Finding, FindingKind } from './finding.ts';
import { IdSet } from './id-set.ts';
import { keepingLimits, verifyLimits } from './limits.ts';
import type { FileHead, Witness } from './root.ts';
import { RootVerifier } from './root-verifier.ts';
import { entriesThrough, hashOfSeal, type Seal } from './seal.ts';
import type { VerifyingKey } from './signing-key.ts';

export interface Verdict {
  /** The first ones, in the order of the chain; none: all is as it was. */
  readonly findings: readonly Finding[];
  /** How many there are. */
  readonly found: number;
  readonly seals: number;
  /** Entries that were looked at and are what was sealed. */
  readonly entries: number;
  /** Recorded so lately that no seal has them yet. */
  readonly waiting: number;
  readonly prunedMonths: readonly string[];
  /** Of an exported file that holds only what was asked for: entries that are not in it count as nothing. */
  readonly isPart: boolean;
  readonly roots: number;
  /** The last day that is covered by a signature. */
  readonly signedThrough: string | null;
}

/**
 * Checks the audit, record by record in their order, with nothing but the public keys. After what is broken it goes on from what is there, so
 * that each break is named once.
 */
export class ChainVerifier {
  readonly #roots: RootVerifier;
  readonly #pruned = new Map<string, PrunedMonth>();
  readonly #sealed = new IdSet();
  readonly #findings: Finding[] = [];
  readonly #beside = new BesideChain();
  #found = 0;
  #isPart = false;
  #exportedAt: string | null = null;
  #seal: Seal | null = null;
  /** Which of the seal's entries comes next, and which were there. */
  #next = 0;
  #isHere: boolean[] = [];
  /** Entries that were pruned, by what the seals say. */
  #absent = 0;
  #seals = 0;
  #entries = 0;
  #waiting = 0;

  constructor(keys: readonly VerifyingKey[]) {
    this.#roots = new RootVerifier(keys, (...found) => this.report(...found));
  }

  /** What somebody kept elsewhere: roots in the log, the end of an exported file. Before the first record. */
  expect(witness: Witness): void {
    this.#roots.expect(witness);
  }

  report(what: FindingKind, subject: number, detail = ''): void {
    this.#found += 1;
    if (this.#findings.length < verifyLimits.findingsMax) this.#findings.push({ what, subject, detail });
  }

  accept(record: ChainRecord, line = 0): void {
    this.#beside.note(record);
    if (record.kind === 'audit') this.#begin(record);
    else if (record.kind === 'pruned') this.#prune(record.pruned);
    else if (record.kind === 'root') this.#roots.accept(record.root);
    else if (record.kind === 'seal') this.#acceptSeal(record.seal);
    else if (record.kind === 'entry') this.#acceptEntry(record.entry);
    else if (record.kind === 'unsealed') this.#acceptUnsealed(record.entry, record.isWaiting);
    else this.#acceptEnd(record.head, line);
  }

  /** After the last record. */
  verdict(): Verdict {
    this.#finishSeal();
    this.#countPruned();
    this.#roots.finish(this.#seal?.batch ?? 0);
    return {
      findings: this.#findings,
      found: this.#found,
      seals: this.#seals,
      entries: this.#entries,
      waiting: this.#waiting,
      prunedMonths: [...this.#pruned.keys()],
      isPart: this.#isPart,
      ...this.#roots.summary(),
    };
  }

  #begin({ isPart, exportedAt }: Extract<ChainRecord, { kind: 'audit' }>): void {
    this.#isPart = isPart;
    this.#exportedAt = exportedAt;
  }

  #prune(pruned: PrunedMonth): void {
    this.#pruned.set(pruned.month, pruned);
    const keptUntil = new Date(`${pruned.month}T00:00:00Z`);
    keptUntil.setUTCMonth(keptUntil.getUTCMonth() + keepingLimits.monthsKeptMin);
    if (Date.parse(pruned.prunedAt) < keptUntil.getTime())
      this.report('pruned-early', this.#pruned.size, `${pruned.month} ${pruned.prunedBy}`);
  }

  #acceptSeal(seal: Seal): void {
    this.#finishSeal();
    if (this.#seal === null) this.#startAt(seal);
    else this.#linkSeal(seal, this.#seal);
    if (hashOfSeal(seal) !== seal.hash) this.report('seal-changed', seal.batch);
    this.#roots.compare({ batch: seal.batch, hash: seal.hash, entries: entriesThrough(seal) });
    this.#seal = seal;
    this.#next = 0;
    this.#isHere = [];
    this.#seals += 1;
  }

  #startAt(seal: Seal): void {
    if (this.#roots.isStart(seal)) this.#absent = seal.first - 1;
    else this.report('seal-missing', seal.batch - 1);
  }

  #linkSeal(seal: Seal, before: Seal): void {
    if (seal.batch > before.batch + 1) this.report('seal-missing', before.batch + 1);
    else if (seal.batch <= before.batch) this.report('seal-moved', seal.batch);
    else if (seal.previous !== before.hash || seal.first !== entriesThrough(before) + 1) this.report('seal-unlinked', seal.batch);
  }

  #acceptEntry(entry: AuditEntry): void {
    const place = this.#placeOf(entry.id);
    if (place === null) return;
    this.#isHere[place] = true;
    this.#next = Math.max(this.#next, place + 1);
    if (digestOf(entry) !== this.#seal!.digests[place]) this.report('entry-changed', entry.id);
    else this.#entries += 1;
  }

  /** Where the seal has it; null where it is not to be. */
  #placeOf(id: number): number | null {
    const ids = this.#seal?.ids ?? [];
    const ahead = ids.indexOf(id, this.#next);
    const place = ahead < 0 ? ids.indexOf(id) : ahead;
    if (place < 0) this.report('entry-inserted', id);
    else if (this.#isHere[place]) this.report('entry-twice', id);
    else if (ahead < 0) this.report('entry-moved', id);
    return place < 0 || this.#isHere[place] ? null : place;
  }

  #finishSeal(): void {
    if (this.#seal === null) return;
    const { ids, digests, month } = this.#seal;
    for (let place = 0; place < ids.length; place += 1) {
      const id = ids[place]!;
      if (!this.#sealed.add(id)) this.report('entry-twice', id);
      if (this.#isHere[place]) continue;
      if (digests[place] === zeroDigest) this.report('entry-gone', id);
      else if (this.#pruned.has(month)) this.#absent += 1;
      else if (!this.#isPart) this.report('entry-missing', id);
    }
  }

  /** Entries that are not there, in seals that are or before them, must be as many as were pruned. */
  #countPruned(): void {
    const pruned = [...this.#pruned.values()].reduce((sum, { entries }) => sum + entries, 0);
    if (!this.#isPart && this.#absent > pruned) this.report('pruned-more', this.#absent - pruned);
  }

  #acceptUnsealed({ id }: AuditEntry, isWaiting: boolean): void {
    if (isWaiting) this.#waiting += 1;
    else this.report('entry-inserted', id);
  }

  #acceptEnd(head: FileHead, line: number): void {
    const isOfFile = head.isPart === this.#isPart && head.signedAt === this.#exportedAt;
    if (!isOfFile || !this.#roots.isSigned('head', head)) this.report('head-changed', line);
    if (head.beside !== this.#beside.digest()) this.report('beside-changed', line);
    const seal = this.#seal;
    const agrees =
      seal === null ? head.batch === 0 : head.batch === seal.batch && head.hash === seal.hash && head.entries === entriesThrough(seal);
    if (!agrees) this.report('head-disagrees', line);
  }
}
