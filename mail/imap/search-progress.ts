import type { ImapSession } from './session.ts';

/** Tells a client whose search takes long that it goes on (RFC 9585), so that it neither gives up nor asks again. */
export class SearchProgress {
  readonly #session: ImapSession;
  readonly #tag: string;
  readonly #goal: number;
  #toldAt = Date.now();
  #told = -1;

  constructor(session: ImapSession, tag: string, goal: number) {
    this.#session = session;
    this.#tag = tag;
    this.#goal = goal;
  }

  /** Counted in messages looked at. */
  async reached(count: number): Promise<void> {
    if (Date.now() - this.#toldAt < this.#session.deps.limits.progressEveryMs || count <= this.#told || count >= this.#goal) return;
    this.#toldAt = Date.now();
    this.#told = count;
    const tag = this.#tag.replace(/["\\]/g, '\\$&');
    this.#session.out.text(`* OK [INPROGRESS ("${tag}" ${count} ${this.#goal})] Searching\r\n`);
    await this.#session.out.flush();
  }
}
