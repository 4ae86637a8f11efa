import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseLimits } from './limits.ts';
import { PostgresSocket } from './postgres-socket.ts';

let close: () => void = () => undefined;
afterEach(() => close());

/** What a socket hands on of what the other side sends: copied, since it is valid during the event only. */
async function handedOn(): Promise<{ theirs: Socket; pieces: Buffer[] }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ours = new PostgresSocket();
  const pieces: Buffer[] = [];
  ours.on('data', (octets: Buffer) => pieces.push(Buffer.from(octets)));
  ours.connect((server.address() as { port: number }).port, '127.0.0.1');
  const [theirs] = (await once(server, 'connection')) as [Socket];
  theirs.setNoDelay(true);
  close = () => {
    ours.destroy();
    theirs.destroy();
    server.close();
  };
  return { theirs, pieces };
}

function message(kind: string, content: string | Buffer): Buffer {
  const octets = Buffer.from(content as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(octets.length + 4);
  return Buffer.concat([Buffer.from(kind), length, octets]);
}

function isWhole(octets: Buffer): boolean {
  let at = 0;
  while (at < octets.length) at += 1 + octets.readUInt32BE(at + 1);
  return at === octets.length;
}

describe('what PostgreSQL sends', () => {
  it('is handed on as whole messages, wherever it was cut', async () => {
    const sent = Buffer.concat([message('R', 'xin chào'), message('Z', ''), message('D', Buffer.alloc(300, 'd')), message('C', 'x')]);
    for (let cut = 1; cut < sent.length; cut += 31) {
      const { theirs, pieces } = await handedOn();
      theirs.write(sent.subarray(0, cut));
      await new Promise((resolve) => setTimeout(resolve, 2));
      theirs.write(sent.subarray(cut));
      await expect.poll(() => Buffer.concat(pieces).equals(sent)).toBe(true);
      expect(pieces.map(isWhole)).toEqual(pieces.map(() => true));
      close();
    }
  });

  it('may be longer than what one read takes, and be followed by anything', async () => {
    const { theirs, pieces } = await handedOn();
    const large = Buffer.alloc(databaseLimits.readOctets * 3 + 17, 'công văn ');
    const huge = Buffer.alloc(databaseLimits.readKeptOctets * 2 + 3, 'thư ');
    const sent = ['a', large, 'b', large.subarray(5), huge, 'c', huge.subarray(1), large].map((one) => message('d', one));
    for (const one of sent) theirs.write(one);
    await expect.poll(() => Buffer.concat(pieces).length).toBe(Buffer.concat(sent).length);
    expect(Buffer.concat(pieces).equals(Buffer.concat(sent))).toBe(true);
    expect(pieces.map(isWhole)).toEqual(pieces.map(() => true));
  });

  it('ends with the connection', async () => {
    const { theirs, pieces } = await handedOn();
    theirs.end(Buffer.concat([message('C', 'done'), message('C', 'cut off').subarray(0, 6)]));
    await once(theirs, 'close');
    expect(Buffer.concat(pieces).equals(message('C', 'done'))).toBe(true);
  });
});
