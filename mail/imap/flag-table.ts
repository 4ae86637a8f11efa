import { type FlagSet, flagBits } from './backend.ts';

const systemFlags = Object.entries(flagBits);

// RFC 9051 §2.3.2 asks servers for these. Told of in every mailbox: clients look for the names in FLAGS and PERMANENTFLAGS before they set one.
const knownKeywords = ['$Forwarded', '$MDNSent', '$Junk', '$NotJunk'];

/**
 * The combinations of flags that occur in one mailbox, each with a number and its text on the wire. Ten thousand messages
 * have a dozen combinations: a message keeps the number, and FETCH FLAGS copies the text. Numbers are only ever added, so that all sessions
 * and all snapshots of a mailbox can share one table.
 */
export class FlagTable {
  #sets: FlagSet[] = [];
  #texts: string[] = [];
  #byKey = new Map<string, number>();
  #plain = new Int32Array(32).fill(-1);
  #keywords = new Map(knownKeywords.map((keyword) => [keyword.toLowerCase(), keyword]));

  intern(flags: FlagSet): number {
    if (flags.keywords.length === 0) {
      const known = this.#plain[flags.bits]!;
      if (known >= 0) return known;
      const id = this.#add(flags);
      this.#plain[flags.bits] = id;
      return id;
    }
    const key = `${flags.bits} ${flags.keywords.join(' ')}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.#add(flags);
    this.#byKey.set(key, id);
    for (const keyword of flags.keywords) {
      const folded = keyword.toLowerCase();
      if (!this.#keywords.has(folded)) this.#keywords.set(folded, keyword);
    }
    return id;
  }

  /** How many combinations have been met. */
  get size(): number {
    return this.#sets.length;
  }

  flagSet(id: number): FlagSet {
    return this.#sets[id]!;
  }

  /** `(\Seen $Forwarded)` */
  text(id: number): string {
    return this.#texts[id]!;
  }

  bits(id: number): number {
    return this.#sets[id]!.bits;
  }

  hasKeyword(id: number, foldedKeyword: string): boolean {
    return this.#sets[id]!.keywords.some((keyword) => keyword.toLowerCase() === foldedKeyword);
  }

  /** Every keyword met so far, as first written. */
  get keywords(): string[] {
    return [...this.#keywords.values()];
  }

  get keywordCount(): number {
    return this.#keywords.size;
  }

  #add(flags: FlagSet): number {
    this.#sets.push({ bits: flags.bits, keywords: [...flags.keywords] });
    this.#texts.push(encodeFlags(flags));
    return this.#sets.length - 1;
  }
}

export function encodeFlags(flags: FlagSet): string {
  const names = systemFlags.filter(([, bit]) => (flags.bits & bit) !== 0).map(([name]) => name);
  return `(${[...names, ...flags.keywords].join(' ')})`;
}
