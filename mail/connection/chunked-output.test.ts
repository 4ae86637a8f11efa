import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ChunkedOutput, ConnectionGone } from './chunked-output.ts';
import { connectionLimits, outputChunks } from './limits.ts';

/** A client that takes octets only when the test lets it. */
class SlowClient extends Duplex {
  readonly taken: Buffer[] = [];
  #done: () => void = () => undefined;

  constructor() {
    super({ writableHighWaterMark: 1_000 });
  }

  accept(): void {
    this.#done();
  }

  override _read(): void {}

  override _write(octets: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // What it takes is what is there when it says so: until then nobody may have used the memory for anything else.
    this.#done = () => {
      this.#done = () => undefined;
      this.taken.push(Buffer.from(octets));
      done();
    };
  }
}

describe('the output of a connection', () => {
  it('does not wait for a socket that closed while it was behind', async () => {
    const client = new SlowClient();
    const out = new ChunkedOutput(client);
    out.octets(Buffer.alloc(outputChunks.directOctetsMin));
    const hasClosed = new Promise((resolve) => client.once('close', resolve));
    client.destroy();
    await hasClosed;
    await expect(out.ready()).rejects.toThrow(ConnectionGone);
    out.text('more');
    await out.flush();
    expect(out.stalledSince).toBeNull();
  });

  it('stops waiting when the socket closes', async () => {
    const client = new SlowClient();
    const out = new ChunkedOutput(client);
    out.text('x'.repeat(2_000));
    const flushed = out.flush();
    expect(out.stalledSince).not.toBeNull();
    client.destroy();
    await expect(flushed).rejects.toThrow(ConnectionGone);
  });

  it('waits while the client is behind, and says since when', async () => {
    const client = new SlowClient();
    const out = new ChunkedOutput(client);
    out.octets(Buffer.alloc(outputChunks.directOctetsMin));
    const ready = out.ready();
    expect(out.stalledSince).not.toBeNull();
    client.accept();
    await ready;
    expect(out.stalledSince).toBeNull();
  });

  it('sends nothing before it is asked or a chunk is full, and all of it in its order', async () => {
    const client = new SlowClient();
    const out = new ChunkedOutput(client);
    const lines = Array.from({ length: 20_000 }, (_, number) => `dòng ${number}\r\n`);
    out.text('first ');
    expect(client.taken).toEqual([]);
    const sent = (async () => {
      for (const line of lines) {
        out.text(line);
        await out.ready();
      }
      out.octets(Buffer.alloc(outputChunks.directOctetsMin, 'y'));
      out.octets(Buffer.from('last'));
      await out.flush();
    })();
    const taking = setInterval(() => client.accept(), 0);
    await sent;
    await expect.poll(() => client.writableLength).toBe(0);
    clearInterval(taking);
    expect(Buffer.concat(client.taken).toString()).toBe(`first ${lines.join('')}${'y'.repeat(outputChunks.directOctetsMin)}last`);
    expect(client.taken.length).toBeLessThan(12);
  });

  it('gives way where another connection has taken up this turn of the event loop', async () => {
    const tookTurn = async (out: ChunkedOutput) => {
      let turned = false;
      const next = setImmediate(() => {
        turned = true;
      });
      await out.ready();
      clearImmediate(next);
      return turned;
    };
    await new Promise((resolve) => setImmediate(resolve));
    expect(await tookTurn(new ChunkedOutput(new SlowClient()))).toBe(false);
    const began = performance.now();
    while (performance.now() - began <= connectionLimits.turnMsMax);
    const late = new ChunkedOutput(new SlowClient());
    expect(await tookTurn(late)).toBe(true);
    expect(await tookTurn(late)).toBe(false);
  });
});
