import { databaseLimits } from './limits.ts';
import { TickSocket } from './tick-socket.ts';

// PostgreSQL protocol, "Message Formats": an octet that says which, then the length of the rest, itself included.
const kindOctets = 1;
const lengthOctets = 4;

/**
 * A socket to PostgreSQL that reads into memory of its own, and hands on whole messages only. Otherwise every read takes 64 KB anew, and what
 * is left of a message in it is copied together with the next: memory outside the heap, for which V8 collects the whole heap time and again.
 * What is handed on is valid during the event. Without TLS: before it begins, PostgreSQL says a single letter.
 */
export class PostgresSocket extends TickSocket {
  #memory = Buffer.allocUnsafeSlow(databaseLimits.readOctets);
  #filled = 0;

  constructor() {
    super({
      onread: {
        buffer: () => this.#memory.subarray(this.#filled),
        callback: (octets) => {
          this.#take(octets);
          return true;
        },
      },
    });
  }

  #take(octets: number): void {
    this.#filled += octets;
    const whole = this.#wholeMessages();
    if (whole > 0) this.emit('data', this.#memory.subarray(0, whole));
    this.#memory.copyWithin(0, whole, this.#filled);
    this.#filled -= whole;
    if (this.#filled === 0 && this.#memory.length > databaseLimits.readKeptOctets)
      this.#memory = Buffer.allocUnsafeSlow(databaseLimits.readOctets);
  }

  /** Octets of the messages that are there to their end; makes room for the one that is not. */
  #wholeMessages(): number {
    let at = 0;
    while (at + kindOctets + lengthOctets <= this.#filled) {
      const end = at + kindOctets + this.#memory.readUInt32BE(at + kindOctets);
      if (end > this.#filled) {
        this.#makeRoom(end - at);
        break;
      }
      at = end;
    }
    return at;
  }

  // PostgreSQL's messages are under a gigabyte; ours under the largest body that is kept inline, or what many rows in one aggregate take.
  #makeRoom(octets: number): void {
    if (octets <= this.#memory.length) return;
    const larger = Buffer.allocUnsafeSlow(octets * 2);
    this.#memory.copy(larger, 0, 0, this.#filled);
    this.#memory = larger;
  }
}
