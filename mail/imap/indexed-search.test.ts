import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

const uids = (...numbers: number[]) => numbers as Uid[];

let harness: Harness;
let client: RawClient;
let asked: string[];
beforeEach(async () => {
  harness = await startHarness({ limits: { scannedMessagesMax: 3 } });
  asked = [];
  // What the messages hold, the second apart, is not what the index says: so it shows which of them answered.
  for (const text of ['a', 'b needle', 'c', 'd']) harness.backend.inbox.add(message(text, `${text}\r\n`));
  harness.backend.findText = (where, text) => {
    asked.push(`${where} ${text}`);
    return { matched: uids(1, 4, 99), unindexed: uids(2, 3, 98) };
  };
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('SEARCH for a text in a large mailbox', () => {
  it.each([
    ['BODY needle', ' 1 2 4'],
    ['TEXT needle', ' 1 2 4'],
    ['NOT BODY needle', ' 3'],
    ['2:3 BODY needle', ' 2'],
    ['OR BODY needle SUBJECT c', ' 1 2 3 4'],
    ['BODY needle SUBJECT "b n"', ' 2'],
    ['NOT (BODY needle SUBJECT a)', ' 2 3 4'],
  ])('takes what the index found, and reads what it does not know: %s', async (keys, found) => {
    expect((await client.command(`SEARCH ${keys}`))[0]).toBe(`* SEARCH${found}`);
    expect(asked).toEqual([keys.includes('TEXT') ? 'text needle' : 'body needle']);
  });

  it('asks for the folded text, once for all slices', async () => {
    await using own = await startHarness({ limits: { scannedMessagesMax: 3, factsSlice: 1 } });
    for (let count = 0; count < 5; count += 1) own.backend.inbox.add(message('x'));
    own.backend.findText = (where, text) => {
      asked.push(`${where} ${text}`);
      return { matched: uids(2, 5), unindexed: [] };
    };
    const reader = await own.signedIn({ select: true });
    expect((await reader.command('SEARCH CHARSET UTF-8 BODY {10+}\r\nCông Văn'))[0]).toBe('* SEARCH 2 5');
    expect(asked).toEqual(['body cong van']);
  });

  it('reads for a rare field only messages that have its name, and for trace fields, which are not indexed, all', async () => {
    harness.backend.inbox.add(Buffer.from('X-Rare: yes\r\nReceived: from yes\r\n\r\n'));
    harness.backend.inbox.add(Buffer.from('X-Rare: no\r\n\r\n'));
    harness.backend.inbox.add(Buffer.from('X-Rare: yes, unless it is read\r\n\r\n'));
    await client.command('NOOP');
    harness.backend.findText = (where, text) => {
      asked.push(`${where} ${text}`);
      return { matched: uids(5, 6), unindexed: [] };
    };
    expect((await client.command('SEARCH HEADER X-Rare ye'))[0]).toBe('* SEARCH 5');
    expect((await client.command('SEARCH HEADER Received yes'))[0]).toBe('* SEARCH 5');
    expect(asked).toEqual(['header x-rare:']);
  });

  it('reads everything where the index cannot answer', async () => {
    harness.backend.findText = () => null;
    expect((await client.command('SEARCH BODY eedl'))[0]).toBe('* SEARCH 2');
  });

  it('reads a small mailbox, in which every substring is found', async () => {
    await client.command('STORE 4 +FLAGS (\\Deleted)');
    await client.command('EXPUNGE');
    expect((await client.command('SEARCH BODY eedl'))[0]).toBe('* SEARCH 2');
    expect(asked).toEqual([]);
  });
});

describe('NOT of several keys', () => {
  it('finds messages that the first of them ruled out already', async () => {
    await client.command('STORE 1 +FLAGS (\\Seen)');
    expect((await client.command('SEARCH NOT (SEEN SUBJECT a)'))[0]).toBe('* SEARCH 2 3 4');
  });
});
