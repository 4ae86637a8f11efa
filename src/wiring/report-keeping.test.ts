import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { noteTraffic } from '#mail/traffic/note-traffic-sql.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { mailFigures } from './mail-figures.ts';
import { startReportKeeping } from './report-keeping.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

it('mail becomes days by itself: whose an address was, is told by the directory, details and former addresses too', async () => {
  const directory = new SmallDirectory(test.database);
  const domain = await directory.domain('backan.gov.vn');
  const { accountId } = await directory.staff(domain, 'anhnv.tt');
  const other = await directory.staff(domain, 'binhtv.tt');
  await directory.address(accountId, domain, 'anhnv', 'former', new Date('2020-01-01'));
  const sent = {
    at: new Date('2026-03-02T03:00:00Z'),
    origin: 'own',
    actorAccountId: other.accountId,
    accountIds: [],
    outsideRecipients: 1,
    octets: 10,
    isSigned: true,
  } as const;
  const senders = ['anhnv@backan.gov.vn', 'AnhNV.tt+viec@backan.gov.vn', 'nobody@backan.gov.vn'];
  await inTransaction(test.database, async (tx) =>
    noteTraffic(
      tx,
      senders.map((sentAs) => ({ ...sent, sentAs })),
    ),
  );
  const errors: object[] = [];
  const log = { info: () => undefined, error: (fields: object) => void errors.push(fields) } as unknown as Log;
  await using _keeping = startReportKeeping(
    { database: test.database, config: { reports: { halfYearEnds: ['06-30', '12-31'] } }, log },
    10,
  );
  const days = { group: 1, from: '2026-03-02', to: '2026-03-02' };
  await vi.waitFor(async () => {
    const of = async (id: typeof accountId) => (await mailFigures(test.database).sum([{ accountId: id, ...days }])).get(1)?.sent;
    expect([await of(accountId), await of(other.accountId)]).toEqual([2, 1]);
  });
  expect(errors).toEqual([]);
});
