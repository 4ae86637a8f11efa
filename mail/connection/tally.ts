/** Counts by key, with a ceiling; keys that count nothing are forgotten. */
export class Tally {
  readonly #counts = new Map<string | number, number>();

  /** False when `countMax` are in already. */
  enter(key: string | number, countMax: number): boolean {
    const count = this.#counts.get(key) ?? 0;
    if (count >= countMax) return false;
    this.#counts.set(key, count + 1);
    return true;
  }

  leave(key: string | number): void {
    const count = this.#counts.get(key) ?? 0;
    if (count <= 1) this.#counts.delete(key);
    else this.#counts.set(key, count - 1);
  }
}
