import { zeroDigest } from './entry.ts';
import type { FindingKind } from './finding.ts';
import { hashOfRoot, type Root, type SignedHead, statementOf, type Witness } from './root.ts';
import type { Seal } from './seal.ts';
import type { VerifyingKey } from './signing-key.ts';

type Report = (what: FindingKind, subject: number, detail?: string) => void;

/** Checks the signed roots, and holds the chain against them. */
export class RootVerifier {
  readonly #keys: ReadonlyMap<string, VerifyingKey>;
  readonly #report: Report;
  readonly #byBatch = new Map<number, Root[]>();
  /** Roots that somebody kept, by number: their hashes. */
  readonly #kept = new Map<number, string>();
  readonly #keptHeads: SignedHead[] = [];
  #last: Root | null = null;
  #signedThrough: string | null = null;

  constructor(keys: readonly VerifyingKey[], report: Report) {
    this.#keys = new Map(keys.map((key) => [key.fingerprint, key]));
    this.#report = report;
  }

  accept(root: Root): void {
    const before = this.#last;
    if (root.number > (before?.number ?? 0) + 1) this.#report('root-missing', (before?.number ?? 0) + 1);
    else if (root.previous !== (before === null ? zeroDigest : hashOfRoot(before)) || isBefore(root, before))
      this.#report('root-unlinked', root.number, root.day);
    if ((this.#kept.get(root.number) ?? hashOfRoot(root)) !== hashOfRoot(root)) this.#report('root-replaced', root.number, root.day);
    this.#last = root;
    if (!this.#keys.has(root.key)) this.#report('root-key', root.number, root.day);
    else if (!this.isSigned('root', root)) this.#report('root-changed', root.number, root.day);
    else this.#keep(root);
  }

  /** What somebody kept elsewhere must still be so; before the first record. */
  expect({ roots, heads }: Witness): void {
    for (const root of roots) this.#kept.set(root.number, hashOfRoot(root));
    this.#keptHeads.push(...heads);
  }

  isSigned(statement: 'root' | 'head', head: SignedHead): boolean {
    return this.#keys.get(head.key)?.verifies(statementOf(statement, head), head.signature) === true;
  }

  /** Whether a seal may be the first there is: of all, or after one that a root still knows. */
  isStart({ batch, previous, first }: Seal): boolean {
    if (batch === 1) return previous === zeroDigest && first === 1;
    return (this.#byBatch.get(batch - 1) ?? []).some(({ hash, entries }) => hash === previous && entries === first - 1);
  }

  compare(end: { readonly batch: number; readonly hash: string; readonly entries: number }): void {
    for (const root of this.#byBatch.get(end.batch) ?? [])
      if (root.hash !== end.hash || root.entries !== end.entries) this.#report('root-disagrees', root.number, root.day);
    for (const { batch, hash, entries } of this.#keptHeads)
      if (batch === end.batch && (hash !== end.hash || entries !== end.entries)) this.#report('seal-replaced', batch);
  }

  /** Seals that a root was signed for and that are not there any more. */
  finish(lastBatch: number): void {
    const batches = [...this.#byBatch.keys(), ...this.#keptHeads.map(({ batch }) => batch)];
    if (batches.some((batch) => batch > lastBatch)) this.#report('seal-missing', lastBatch + 1);
    const lastRoot = this.#last?.number ?? 0;
    if ([...this.#kept.keys()].some((number) => number > lastRoot)) this.#report('root-missing', lastRoot + 1);
  }

  summary(): { readonly roots: number; readonly signedThrough: string | null } {
    return { roots: this.#last?.number ?? 0, signedThrough: this.#signedThrough };
  }

  #keep(root: Root): void {
    this.#byBatch.set(root.batch, [...(this.#byBatch.get(root.batch) ?? []), root]);
    this.#signedThrough = root.day;
  }
}

const isBefore = (root: Root, before: Root | null) =>
  before !== null && (root.number <= before.number || root.day <= before.day || root.batch < before.batch || root.entries < before.entries);
