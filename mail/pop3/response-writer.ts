import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The client is gone: ends whatever command was writing to it. Not a fault. */
export class ConnectionGone extends Error {}

const chunkOctets = 65_536;

/** Gathers replies into chunks, so that pipelined commands are answered in few packets. Who writes much awaits `ready()` in between. */
export class ResponseWriter {
  #socket: Socket;
  #gathered: Buffer[] = [];
  #gatheredOctets = 0;
  /** When the client was last seen not taking what we wrote; null while it keeps up. */
  stalledSince: number | null = null;
  /** Before the final dot no other reply can be sent: after a fault only closing is left. */
  insideMultiline = false;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** After STLS: the same writer over the secured socket. */
  attach(socket: Socket): void {
    this.#socket = socket;
  }

  text(text: string): void {
    this.octets(Buffer.from(text, 'utf8'));
  }

  octets(octets: Buffer): void {
    this.#gathered.push(octets);
    this.#gatheredOctets += octets.length;
    if (this.#gatheredOctets >= chunkOctets) this.#send();
  }

  /** Between stretches of a long response: waits while the client is behind, and lets others run. */
  async ready(): Promise<void> {
    if (this.#socket.destroyed) throw new ConnectionGone();
    if (this.#socket.writableNeedDrain) await this.#drained();
    else await nextTurn();
  }

  /** Sends what has been gathered, and waits if the client is behind. */
  async flush(): Promise<void> {
    this.#send();
    if (this.#socket.writableNeedDrain) await this.#drained();
  }

  #send(): void {
    const gathered = this.#gathered;
    if (gathered.length === 0) return;
    this.#gathered = [];
    this.#gatheredOctets = 0;
    if (this.#socket.destroyed) return;
    this.#socket.cork();
    for (const octets of gathered) this.#socket.write(octets);
    this.#socket.uncork();
  }

  async #drained(): Promise<void> {
    const socket = this.#socket;
    // A socket that closed before has told everybody already.
    if (socket.destroyed) throw new ConnectionGone();
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
