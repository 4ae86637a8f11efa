import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
const mail = (...fields: string[]) => Buffer.from([...fields, '', ''].join('\r\n'));
beforeEach(async () => {
  harness = await startHarness();
  for (const octets of [
    mail('Message-ID: <a@x>'),
    mail('Message-ID: <b@x>', 'In-Reply-To: <a@x>'),
    mail('Message-ID: <c@x>', 'In-Reply-To: <b@x>', 'References: <a@x> <b@x>'),
    mail('Message-ID: <d@x>'),
    mail('Subject: without an id'),
    mail('Subject: nor this'),
  ])
    harness.backend.inbox.add(octets);
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

async function threads(set = '1:*'): Promise<string[]> {
  const lines = await client.command(`FETCH ${set} THREADID`);
  return lines.slice(0, -1).map((line) => /THREADID \((T[A-Za-z0-9_-]{22})\)/.exec(line)![1]!);
}

describe('THREADID (RFC 8474)', () => {
  it('is shared by a message and its replies, and by nothing else', async () => {
    const [first, reply, later, ...others] = await threads();
    expect([reply, later]).toEqual([first, first]);
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('stays with a message that is copied', async () => {
    const [, reply] = await threads();
    await client.command('COPY 2 Sent');
    await client.command('SELECT Sent');
    expect(await threads()).toEqual([reply]);
  });

  it('is found by SEARCH, among other keys and inside them', async () => {
    const [first, , , other] = await threads();
    expect((await client.command(`SEARCH THREADID ${first}`))[0]).toBe('* SEARCH 1 2 3');
    expect((await client.command(`SEARCH 2:* NOT THREADID ${first}`))[0]).toBe('* SEARCH 4 5 6');
    expect((await client.command(`UID SEARCH OR THREADID ${other} (THREADID ${first} 3)`))[0]).toBe('* SEARCH 3 4');
    expect((await client.command('SEARCH THREADID Tnone'))[0]).toBe('* SEARCH');
    expect((await client.command('SEARCH THREADID')).at(-1)).toMatch(/^BAD/);
  });
});
