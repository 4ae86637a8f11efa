/** A share of memory that waits its turn: first come, first served; one larger than the whole takes it alone. */
export class OctetBudget {
  readonly #octetsMax: number;
  readonly #waiting: { octets: number; start: () => void }[] = [];
  #taken = 0;

  constructor(octetsMax: number) {
    this.#octetsMax = octetsMax;
  }

  /** Dispose of the answer to give the octets back. */
  async take(octets: number): Promise<Disposable> {
    const share = Math.min(octets, this.#octetsMax);
    if (this.#waiting.length > 0 || this.#taken + share > this.#octetsMax)
      await new Promise<void>((resolve) => this.#waiting.push({ octets: share, start: resolve }));
    else this.#taken += share;
    let isGivenBack = false;
    return {
      [Symbol.dispose]: () => {
        if (isGivenBack) return;
        isGivenBack = true;
        this.#taken -= share;
        this.#startWaiting();
      },
    };
  }

  #startWaiting(): void {
    for (let next = this.#waiting[0]; next && this.#taken + next.octets <= this.#octetsMax; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#taken += next.octets;
      next.start();
    }
  }
}
