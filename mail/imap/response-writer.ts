import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { imapLimits } from './limits.ts';

/** The client is gone: ends whatever command was writing to it. Not a fault. */
export class ConnectionGone extends Error {}

const chunkOctets = 65_536;
const directOctetsMin = 16_384;

/**
 * Gathers a response into large chunks. `text` and `octets` never wait; who writes much calls `ready()` between messages,
 * which waits while the client is behind and lets others run.
 */
export class ResponseWriter {
  #socket: Duplex;
  #chunk = Buffer.allocUnsafe(512);
  #filled = 0;
  #literalLeft = 0;
  #turnBegan = performance.now();
  /** When the client was last seen not taking what we wrote; null while it keeps up. */
  stalledSince: number | null = null;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  /** After STARTTLS or COMPRESS: the same writer over what stands above the socket now. */
  attach(socket: Duplex): void {
    this.#socket = socket;
  }

  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#filled += this.#chunk.write(text, this.#filled, 'utf8');
    if (this.#filled >= chunkOctets - 1024) this.#send();
  }

  octets(octets: Buffer): void {
    if (octets.length >= directOctetsMin) {
      this.#send();
      this.#socket.write(octets);
      return;
    }
    this.#reserve(octets.length);
    this.#chunk.set(octets, this.#filled);
    this.#filled += octets.length;
  }

  /** A literal whose octets follow piece by piece through `literalPiece`. */
  beginLiteral(size: number): void {
    this.text(`{${size}}\r\n`);
    this.#literalLeft = size;
  }

  literalPiece(octets: Buffer): void {
    this.#literalLeft -= octets.length;
    if (this.#literalLeft < 0) throw new Error('more octets than the literal announced');
    this.octets(octets);
  }

  /** Between the announcement and the end of a literal no other response can be sent: after a fault only closing is left. */
  get insideLiteral(): boolean {
    return this.#literalLeft > 0;
  }

  async ready(): Promise<void> {
    if (this.#socket.destroyed) throw new ConnectionGone();
    if (this.#socket.writableNeedDrain) await this.#drained();
    else if (performance.now() - this.#turnBegan > imapLimits.turnMsMax) await nextTurn();
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
    if (this.#filled > 0 && this.#chunk.length >= chunkOctets) this.#send();
    if (this.#filled + octets <= this.#chunk.length) return;
    // A quiet connection holds half a kilobyte; only one with much to say gets a large chunk.
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#filled + octets, this.#filled + octets > 4_096 ? chunkOctets : 4_096));
    this.#chunk.copy(grown, 0, 0, this.#filled);
    this.#chunk = grown;
  }

  #send(): void {
    if (this.#filled === 0) return;
    // The socket may keep the octets until they are sent: the chunk is handed over, not used again.
    if (!this.#socket.destroyed) this.#socket.write(this.#chunk.subarray(0, this.#filled));
    this.#chunk = Buffer.allocUnsafe(512);
    this.#filled = 0;
  }

  async #drained(): Promise<void> {
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
