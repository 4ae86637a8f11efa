/**
 * Lets many sessions that hear of something at once go on a group at a time, with others in between: a thousand who write in one turn hold the
 * event loop for a tenth of a second. Who comes alone does not wait.
 */
export class Turns {
  readonly #groupMax: number;
  readonly #waiting: (() => void)[] = [];
  /** Gone on in this turn of the event loop. */
  #passed = 0;

  constructor(groupMax: number) {
    this.#groupMax = groupMax;
  }

  async take(): Promise<void> {
    if (this.#passed < this.#groupMax) this.#pass();
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #pass(): void {
    if (this.#passed === 0) setImmediate(() => this.#next());
    this.#passed += 1;
  }

  #next(): void {
    this.#passed = 0;
    for (const resolve of this.#waiting.splice(0, this.#groupMax)) {
      this.#pass();
      resolve();
    }
  }
}
