import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  harness.backend.inbox.add(message('one'));
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('habits of real clients', () => {
  it('Outlook sees IDLE before it signs in', async () => {
    const stranger = await harness.connect();
    expect((await stranger.line())?.split(/[ \]]/)).toContain('IDLE');
  });

  it('Apple Mail sends IDLE, DONE and the next command in one packet', async () => {
    client.send('a IDLE\r\nDONE\r\nb NOOP\r\nc IDLE\r\nDONE\r\nd UID FETCH 1 (FLAGS)\r\n');
    expect(await client.until('d')).toEqual([
      '+ idling',
      'a OK IDLE completed',
      'b OK NOOP completed',
      '+ idling',
      'c OK IDLE completed',
      '* 1 FETCH (UID 1 FLAGS ())',
      'd OK FETCH completed',
    ]);
  });

  it('Apple Mail asks for all that changed since 0', async () => {
    expect((await client.command('UID FETCH 1:* (FLAGS) (CHANGEDSINCE 0)'))[0]).toBe('* 1 FETCH (UID 1 FLAGS () MODSEQ (2))');
  });

  it('K-9 takes the first personal namespace, and finds its prefix empty', async () => {
    expect((await client.command('NAMESPACE'))[0]).toMatch(/^\* NAMESPACE \(\(""/);
  });

  it('Thunderbird asks LSUB and LIST of each namespace announced', async () => {
    harness.backend.make('Shared/so@example.vn/INBOX', null);
    expect(await client.command('LSUB "" "Shared/*"')).toEqual([
      '* LSUB (\\HasNoChildren) "/" "Shared/so@example.vn/INBOX"',
      'OK LSUB completed',
    ]);
    expect((await client.command('LIST (SUBSCRIBED) "" (% "Shared/*")')).at(-1)).toMatch(/^OK/);
  });
});
