import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connectionLimits, outputChunks } from './limits.ts';
import { turnMs } from './turn-clock.ts';

/** The client is gone: ends whatever command was writing to it. Not a fault. */
export class ConnectionGone extends Error {}

const nothing: Buffer = Buffer.alloc(0);

// Full chunks that are free again. Memory outside the heap makes V8 collect all of it every 64 MB: a mailbox that is read whole would have it do
// little else.
const spareChunks: Buffer[] = [];

function fullChunk(): Buffer {
  return spareChunks.pop() ?? Buffer.allocUnsafeSlow(outputChunks.fullOctets);
}

/** To be called when whatever took the octets is done with them: sockets, TLS and compression say so by the callback of `write`. */
function giveBack(chunk: Buffer, error: Error | null | undefined): void {
  if (!error && chunk.length === outputChunks.fullOctets && spareChunks.length < outputChunks.spareMax) spareChunks.push(chunk);
}

/**
 * Gathers answers into large chunks, so that pipelined commands are answered in few packets. `text` and `octets` never wait; who
 * writes much calls `ready()` in between, which waits while the client is behind and lets others run.
 */
export class ChunkedOutput {
  #socket: Duplex;
  /** Empty while there is nothing to say: thousands of quiet connections hold nothing. */
  #chunk: Buffer = nothing;
  #filled = 0;
  #turnBegan = performance.now();
  /** When the client was last seen not taking what we wrote; null while it keeps up. */
  stalledSince: number | null = null;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** After TLS or compression began: the same output over what stands above the socket now. */
  attach(socket: Duplex): void {
    this.#socket = socket;
  }

  text(text: string): void {
    // UTF-8 takes no more than three octets a UTF-16 unit.
    this.#reserve(text.length * 3);
    this.#filled += this.#chunk.write(text, this.#filled, 'utf8');
    if (this.#filled >= outputChunks.fullOctets - 1024) this.#send();
  }

  octets(octets: Buffer): void {
    if (octets.length >= outputChunks.directOctetsMin) {
      this.#send();
      this.#socket.write(octets);
      return;
    }
    this.#reserve(octets.length);
    this.#chunk.set(octets, this.#filled);
    this.#filled += octets.length;
  }

  async ready(): Promise<void> {
    if (this.#socket.destroyed) throw new ConnectionGone();
    if (this.#socket.writableNeedDrain) await this.#drained();
    else if (Math.max(performance.now() - this.#turnBegan, turnMs()) > connectionLimits.turnMsMax) await nextTurn();
    else return;
    this.#turnBegan = performance.now();
  }

  /** Sends what has been gathered, and waits if the client is behind. */
  async flush(): Promise<void> {
    this.#send();
    this.#turnBegan = performance.now();
    if (this.#socket.writableNeedDrain) await this.#drained();
  }

  #reserve(octets: number): void {
    if (this.#filled + octets <= this.#chunk.length) return;
    const { quietOctets, modestOctets, fullOctets } = outputChunks;
    if (this.#filled > 0 && this.#chunk.length >= fullOctets) this.#send();
    if (this.#filled + octets <= this.#chunk.length) return;
    if (this.#filled + octets <= quietOctets) {
      this.#chunk = Buffer.allocUnsafe(quietOctets);
      return;
    }
    // Only a connection with much to say gets a large chunk.
    const needed = this.#filled + octets;
    const grown =
      needed <= modestOctets ? Buffer.allocUnsafeSlow(modestOctets) : needed <= fullOctets ? fullChunk() : Buffer.allocUnsafeSlow(needed);
    this.#chunk.copy(grown, 0, 0, this.#filled);
    this.#chunk = grown;
  }

  #send(): void {
    if (this.#filled === 0) return;
    // The socket keeps the octets until they are sent: until then the chunk is its own.
    const chunk = this.#chunk;
    if (!this.#socket.destroyed) this.#socket.write(chunk.subarray(0, this.#filled), (error) => giveBack(chunk, error));
    this.#chunk = nothing;
    this.#filled = 0;
  }

  async #drained(): Promise<void> {
    // Its close is still to come: one that is destroyed already never needs draining.
    const socket = this.#socket;
    this.stalledSince = Date.now();
    await new Promise<void>((resolve) => {
      const settle = () => {
        socket.off('drain', settle);
        socket.off('close', settle);
        resolve();
      };
      socket.on('drain', settle);
      socket.on('close', settle);
    });
    this.stalledSince = null;
    if (socket.destroyed) throw new ConnectionGone();
  }
}
