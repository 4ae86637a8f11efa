/**
 * Lets many sessions that hear of something at once go on a group at a time, with others in between: a thousand who write in one turn hold the
 * event loop for a tenth of a second. Who comes alone does not wait.
 */
export class Turns {
  readonly #groupMax: number;
  readonly #waiting: { readonly weight: number; readonly goOn: () => void }[] = [];
  /** The weight of those that have gone on in this turn of the event loop. */
  #passed = 0;

  constructor(groupMax: number) {
    this.#groupMax = groupMax;
  }

  /** `weight`: as how many it counts. */
  async take(weight = 1): Promise<void> {
    if (this.#waiting.length === 0 && this.#fits(weight)) this.#pass(weight);
    else await new Promise<void>((goOn) => this.#waiting.push({ weight, goOn }));
  }

  #fits(weight: number): boolean {
    return this.#passed === 0 || this.#passed + weight <= this.#groupMax;
  }

  #pass(weight: number): void {
    if (this.#passed === 0) setImmediate(() => this.#next());
    this.#passed += weight;
  }

  #next(): void {
    this.#passed = 0;
    for (let first = this.#waiting[0]; first !== undefined && this.#fits(first.weight); first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#pass(first.weight);
      first.goOn();
    }
  }
}
