import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TickSocket } from './tick-socket.ts';

/** How many pieces each write to the system held. */
class CountingSocket extends TickSocket {
  readonly writes: number[] = [];

  override _writev(...call: Parameters<NonNullable<Socket['_writev']>>): void {
    this.writes.push(call[0].length);
    super._writev?.(...call);
  }
}

let close: () => void = () => undefined;
afterEach(() => close());

async function pair(): Promise<{ ours: CountingSocket; theirs: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ours = new CountingSocket();
  ours.connect((server.address() as { port: number }).port, '127.0.0.1');
  const [theirs] = (await once(server, 'connection')) as [Socket];
  await once(ours, 'connect');
  close = () => {
    ours.destroy();
    theirs.destroy();
    server.close();
  };
  return { ours, theirs };
}

const received = async (socket: Socket, octets: number) => {
  let text = '';
  while (text.length < octets) text += String((await once(socket, 'data'))[0]);
  return text;
};

describe('what is written in one turn', () => {
  it('goes out together and in order, the next turn’s by itself', async () => {
    const { ours, theirs } = await pair();
    for (const word of ['one ', 'two ', 'three ']) ours.write(word);
    await new Promise((resolve) => setImmediate(resolve));
    ours.write('four ');
    ours.write('five');
    expect(await received(theirs, 23)).toBe('one two three four five');
    expect(ours.writes).toEqual([3, 2]);
  });

  it('goes out before an end in the same turn', async () => {
    const { ours, theirs } = await pair();
    ours.write('last words');
    ours.end();
    expect(await received(theirs, 10)).toBe('last words');
  });
});
