import { afterAll, beforeAll, expect, it } from 'vitest';
import { calmStatus } from '#directory/api/queue-house.fixture.ts';
import type { Hearing } from '#directory/live/hearing.ts';
import { type NoticeChannel, openNoticeChannel } from '#io/notice-channel.ts';
import type { AccountId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { openLiveUpdates } from './live-updates.ts';

let test: TestDatabase;
let notices: readonly NoticeChannel[];
beforeAll(async () => {
  test = await createTestDatabase();
  const open = () => openNoticeChannel(test.address, test.database, () => undefined);
  notices = await Promise.all([open(), open()]);
});
afterAll(async () => {
  for (const one of notices) await one[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

const everywhere = { everywhere: true, below: [], alone: [] };
const hearing: Hearing = new Map([
  ['queue', everywhere],
  ['status', everywhere],
]);

function openProcess(index: 0 | 1, status = async () => calmStatus) {
  const log = { warn: () => undefined } as never;
  return openLiveUpdates({ database: test.database, notices: notices[index]!, status, log }, 20);
}

async function follow({ live }: ReturnType<typeof openProcess>): Promise<{ topics: string[] }> {
  const body = await live.follow({ accountId: 1 as AccountId, network: 'n', prove: async () => hearing });
  if (typeof body === 'string') throw new Error(body);
  const topics: string[] = [];
  void (async () => {
    for await (const octets of body) topics.push(...(/^data: (.*)$/m.exec(new TextDecoder().decode(octets))?.[1]?.split(' ') ?? []));
  })();
  return { topics };
}

it('the queue that one process moved is heard of in another', async () => {
  using here = openProcess(0);
  using there = openProcess(1);
  const { topics } = await follow(there);
  await waitUntil('it is heard of', () => {
    here.queueChanged(); // a subscription takes a moment
    return topics.includes('queue');
  });
});

it('how services stand is looked at only while somebody follows that, and told where it is not as it was', async () => {
  let looks = 0;
  let status = calmStatus;
  using process = openProcess(0, async () => {
    looks += 1;
    // Another figure each time, and nothing to tell of.
    return { ...status, databaseAnswerMs: looks, storage: { ...status.storage, databaseOctets: looks } };
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(looks).toBe(0);
  const { topics } = await follow(process);
  await waitUntil('it is looked at', () => looks > 3);
  expect(topics).toEqual([]);
  status = { ...calmStatus, scanner: 'reached' };
  // Twice: who asks another process meanwhile may be given what that one read before.
  await waitUntil('it is told twice', () => topics.length >= 2);
  const after = looks;
  await waitUntil('it is looked at again', () => looks > after + 3);
  expect(topics).toEqual(['status', 'status']);
});
