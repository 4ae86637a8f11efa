import { FramedInput } from '#mail/connection/framed-input.ts';
import { CommandFramer, type FramerEvent } from './command-framer.ts';
import type { ImapLimits } from './limits.ts';

/** The client's octets, cut into commands; what waits for them can be woken by other news. */
export class ClientInput extends FramedInput<CommandFramer> {
  readonly #limits: ImapLimits;
  #woken = false;

  constructor(limits: ImapLimits) {
    super(new CommandFramer(limits.lineOctetsBeforeAuthMax), limits.inputBufferedOctetsMax);
    this.#limits = limits;
  }

  /** Strangers get short lines. */
  allowLongLines(allowed: boolean): void {
    this.framer.lineOctetsMax = allowed ? this.#limits.lineOctetsMax : this.#limits.lineOctetsBeforeAuthMax;
  }

  acceptLiteral(): void {
    this.framer.acceptLiteral();
  }

  refuseLiteral(): void {
    this.framer.refuseLiteral();
  }

  wake(): void {
    this.#woken = true;
    this.lookAgain();
  }

  /** null: the client has gone, or the connection is closing. */
  nextEvent({ orWoken }: { orWoken: boolean }): Promise<FramerEvent | 'woken' | null> {
    return this.next(() => this.framer.next() ?? (orWoken ? this.#takeWoken() : null));
  }

  /** As above. */
  readLine({ orWoken }: { orWoken: boolean } = { orWoken: false }): Promise<Buffer | 'woken' | 'too-long' | null> {
    return this.next(() => this.framer.takeLine() ?? (orWoken ? this.#takeWoken() : null));
  }

  #takeWoken(): 'woken' | null {
    if (!this.#woken) return null;
    this.#woken = false;
    return 'woken';
  }
}
