/** Counts what is in use by key and says no above a maximum. */
export class Slots {
  readonly #inUse = new Map<string | number, number>();

  /** False when `max` are in use already. */
  take(key: string | number, max: number): boolean {
    const inUse = this.#inUse.get(key) ?? 0;
    if (inUse >= max) return false;
    this.#inUse.set(key, inUse + 1);
    return true;
  }

  giveBack(key: string | number): void {
    const inUse = this.#inUse.get(key) ?? 0;
    if (inUse <= 1) this.#inUse.delete(key);
    else this.#inUse.set(key, inUse - 1);
  }
}
