import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction } from '#io/database.ts';
import { type NoticeChannel, openNoticeChannel } from '#io/notice-channel.ts';
import type { UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import type { Act } from './act.ts';
import { actChannel, recordAct, recordActs } from './audit-sql.ts';

let test: TestDatabase;
let notices: NoticeChannel;
const heard: string[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
  notices = await openNoticeChannel(test.address, test.database, (error) => expect.fail(error.message));
  notices.subscribe(actChannel, (words) => heard.push(...(words ?? ['lost'])));
  await waitUntil('it is listened to', async () => {
    await record(act('audit.export'));
    return heard.length > 0;
  });
  heard.length = 0;
});
afterAll(async () => {
  await notices?.[Symbol.asyncDispose]();
  await test?.[Symbol.asyncDispose]();
});

const act = (name: Act['act'], unit?: number): Act => ({
  ...{ actorAccountId: null, act: name, target: null, detail: {} },
  ...(unit === undefined ? {} : { unitId: unit as UnitId }),
});
const record = (...given: Act[]) => inTransaction(test.database, (tx) => recordActs(tx, given));

let marks = 0;
/** Whatever was told before this is heard by now; of the readying some may still come. */
async function told(): Promise<readonly string[]> {
  marks += 1;
  const mark = `report.issue:${marks}`;
  await record(act('report.issue', marks));
  await waitUntil('the last is heard', () => heard.includes(mark));
  return heard.splice(0).filter((word) => word !== 'audit.export' && word !== mark);
}

it('an act that is taken back is not told of', async () => {
  const failing = inTransaction(test.database, async (tx) => {
    await recordAct(tx, act('plan.make'));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await told()).toEqual([]);
});

it('acts are told once each, with the unit only where units follow them', async () => {
  await record(
    act('request.make', 7),
    act('request.make', 7),
    act('request.make', 8),
    act('unit.change', 7),
    act('role.grant'),
    act('role.grant'),
  );
  expect((await told()).toSorted()).toEqual(['request.make:7', 'request.make:8', 'role.grant', 'unit.change']);
});

it('more units than a notice holds are told of without them, and the acts are recorded all the same', async () => {
  await record(...Array.from({ length: 3_000 }, (_, index) => act('request.refuse', 100_000 + index)));
  expect(await told()).toEqual(['request.refuse']);
  const { rows } = await test.database.pool.query("SELECT count(*)::int AS amount FROM audit WHERE act = 'request.refuse'");
  expect(rows).toEqual([{ amount: 3_000 }]);
});
