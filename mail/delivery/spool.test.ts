import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAll } from '#mail/store/write-all.ts';
import { deliveryLimits } from './limits.ts';
import { openSpool } from './spool.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-spool-'));
});
afterEach(() => rm(folder, { recursive: true }));

const max = deliveryLimits.spoolMemoryOctetsMax;

describe('a spool', () => {
  it('stays in memory while the message is small', async () => {
    await using spool = openSpool(folder);
    await spool.write(Buffer.alloc(max, 'a'));
    expect(await readdir(folder)).toEqual([]);
    expect((await spool.read()).length).toBe(max);
  });

  it('goes to a file that only we may read when it grows, and leaves nothing behind', async () => {
    {
      await using spool = openSpool(folder);
      await spool.write(Buffer.alloc(max, 'a'));
      await spool.write(Buffer.from('b'));
      const [name] = await readdir(folder);
      expect((await stat(join(folder, name!))).mode & 0o777).toBe(0o600);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives back what was written in whatever pieces, also when their buffers are filled again', async () => {
    const sizes = fc.array(fc.oneof(fc.nat(50), fc.integer({ min: max - 10, max: max + 10 })), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, async (pieces) => {
        await using spool = openSpool(folder);
        const copies: Buffer[] = [];
        for (const [index, size] of pieces.entries()) {
          const piece = Buffer.alloc(size, 65 + index);
          copies.push(Buffer.from(piece));
          await spool.write(piece);
          piece.fill(0);
        }
        expect((await spool.read()).equals(Buffer.concat(copies))).toBe(true);
        expect(spool.sizeOctets).toBe(pieces.reduce((sum, size) => sum + size, 0));
      }),
      { numRuns: 25 },
    );
  });
});

describe('writing all', () => {
  it('goes on after a write that took a part only', async () => {
    const written: string[] = [];
    const file = {
      write: async (chunk: Buffer, at: number) => {
        const part = chunk.subarray(at, at + 3);
        written.push(part.toString());
        return { bytesWritten: part.length, buffer: chunk };
      },
    };
    await writeAll(file as never, Buffer.from('12345678'));
    expect(written).toEqual(['123', '456', '78']);
  });

  it('reports a disk that is full instead of leaving the rest out', async () => {
    const file = { write: () => Promise.reject(new Error('ENOSPC')) };
    await expect(writeAll(file as never, Buffer.from('x'))).rejects.toThrow('ENOSPC');
  });
});
