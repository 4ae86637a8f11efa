import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { anyOctets, expectDelivered, expectSameOctets } from './testing/any-octets.ts';
import { type Harness, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeAll(async () => {
  // Pieces so small that most messages are streamed in several.
  harness = await startHarness({ limits: { bodyChunkOctets: 100, readAheadOctets: 300 } });
  client = await harness.signedIn({ select: true });
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
});

const pieceOctets = fc.integer({ min: 37, max: 3_000 });

describe('any octets', () => {
  it('come back as they were appended', async () => {
    await fc.assert(
      fc.asyncProperty(anyOctets, pieceOctets, (octets, size) => expectSameOctets(client, octets, size)),
      { numRuns: 150 },
    );
  });

  it('come back as they were delivered, after their trace fields', async () => {
    const prefix = 'Return-Path: <ai@x.vn>\r\n';
    await fc.assert(
      fc.asyncProperty(anyOctets, pieceOctets, async (octets, size) => {
        harness.backend.inbox.add(octets, { prefix });
        await client.command('NOOP');
        await expectDelivered(client, Buffer.concat([Buffer.from(prefix), octets]), size, prefix.length);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['\n', '\r', '\r\n', '\n\r', '\0'])('come back when they are nothing but %j', async (end) => {
    await expectSameOctets(client, Buffer.from(end), 50);
    await expectSameOctets(client, Buffer.from(end.repeat(200)), 50);
  });
});
