import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteOutage } from '#directory/duties/note-outage.ts';
import { putRule } from '#directory/duties/rule-sql.ts';
import { attemptInTransaction } from '#io/database.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { accountDutySchema, dutiesSchema, mailboxDutiesSchema, outagesSchema } from './duty-schemas.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let who: Record<'operator' | 'auditor' | 'administrator' | 'head' | 'staff' | 'elsewhere', Somebody>;
beforeAll(async () => {
  api = await openApiHouse();
  const { nv } = api.house.units;
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor', null, 'Sở Tài chính'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', nv),
    head: await api.somebody('Ma Văn Tú', undefined, null, 'Sở Nội vụ'),
    staff: await api.somebody('Nguyễn Văn Anh', undefined, null, 'Phòng Tổ chức'),
    elsewhere: await api.somebody('Trần Văn Ánh', undefined, null, 'Sở Y tế'),
  };
  await api.asOwner(`UPDATE post SET kind = 'head' FROM appointment WHERE post_id = post.id AND person_id = ${who.head.id};
    UPDATE unit SET valid_from = '2000-01-01'; UPDATE post SET valid_from = '2000-01-01'; UPDATE appointment SET valid_from = '2000-01-01';
    UPDATE account SET created_at = '2020-01-01'`);
  await putRule(api.database, '2020-01-01', ['00:00-12:00', '12:00-24:00']);
});
afterAll(() => api?.[Symbol.asyncDispose]());

async function get(path: string, by: keyof typeof who = 'operator', headers: Record<string, string> = {}) {
  const reply = await api.ask(path, { token: who[by].token, headers });
  return { status: reply.status, etag: reply.headers.get('etag') ?? '', body: reply.status === 304 ? null : await reply.json() };
}
const days = 'from=2026-03-02&to=2026-03-03';
const lookAll = (account: number, actor: number, day: string) =>
  api.asOwner(
    `INSERT INTO duty_look (account_id, actor_account_id, day, half_hours) VALUES (${account}, ${actor}, '${day}', ${2 ** 16 + 2 ** 30})`,
  );

describe('who may not', () => {
  it.each(['operator', 'auditor', 'administrator', 'head', 'staff', 'elsewhere'] as const)(
    '%s sees duties within the own reach alone',
    async (by) => {
      const everywhere = by === 'operator' || by === 'auditor';
      const { nv, yt } = api.house.units;
      const reach = async (path: string) => (await get(path, by)).status;
      expect(await reach(`/duties?${days}`)).toBe(everywhere ? 200 : 403);
      expect(await reach(`/duties?unit=${nv}&${days}`)).toBe(everywhere || by === 'administrator' || by === 'head' ? 200 : 403);
      expect(await reach(`/duties?unit=${yt}&${days}`)).toBe(everywhere ? 200 : 403);
      expect(await reach(`/accounts/${who[by].accountId}/duty?${days}`)).toBe(200);
      expect(await reach(`/accounts/${who.elsewhere.accountId}/duty?${days}`)).toBe(everywhere || by === 'elsewhere' ? 200 : 403);
      expect(await reach(`/accounts/${who.staff.accountId}/duty?${days}`)).toBe(
        everywhere || by === 'administrator' || by === 'staff' ? 200 : 403,
      );
      expect(await reach(`/accounts/999999/duty?${days}`)).toBe(everywhere ? 404 : 403);
      expect(await reach(`/units/${nv}/duties?${days}`)).toBe(everywhere || by === 'administrator' || by === 'head' ? 200 : 403);
      expect(await reach('/outages')).toBe(200);
    },
  );

  it('asks about days that are none, too many, or the wrong way round', async () => {
    for (const wrong of ['from=2026-02-30', 'from=2026-03-02&to=2026-03-01', 'from=2020-01-01&to=2026-03-01', 'since=2026-03-01'])
      expect((await get(`/duties?${wrong}`)).status, wrong).toBe(400);
  });
});

describe('duties', () => {
  it('are those of units with what is below them; a head sees the own unit', async () => {
    const { nv } = api.house.units;
    await lookAll(who.staff.accountId, who.staff.accountId, '2026-03-02');
    const asked = `/duties?unit=${nv}&${days}`;
    const all = dutiesSchema.parse((await get(asked)).body);
    const [own, below] = all.items;
    expect([all.from, all.to, own?.unitId, below?.parentId]).toEqual(['2026-03-02', '2026-03-03', nv, nv]);
    expect(own?.own.people.met).toBe(0);
    expect(own?.all.people.met).toBe(1);
    expect(below?.own.people).toMatchObject({ met: 1, required: 2 });
    const seen = dutiesSchema.parse((await get(asked, 'head')).body).items;
    expect(seen.map(({ unitId }) => unitId)).toEqual([nv]);
    expect(seen[0]?.all).toEqual(own?.own);
  });

  it('of a unit’s mailboxes are told apart, and not those of units below', async () => {
    const { nv } = api.house.units;
    const { items } = mailboxDutiesSchema.parse((await get(`/units/${nv}/duties?${days}`, 'head')).body);
    expect(items.map(({ name, kind, met, required }) => [name, kind, met, required])).toEqual(
      expect.arrayContaining([[who.head.name, 'personal', 0, 2]]),
    );
    expect(items.map(({ address }) => address)).not.toContain(who.staff.address);
  });

  it('of one mailbox are told day by day, with a tag', async () => {
    const asked = `/accounts/${who.staff.accountId}/duty?${days}`;
    const { body, etag } = await get(asked, 'staff');
    expect(accountDutySchema.parse(body)).toMatchObject({
      ...{ address: who.staff.address, mailbox: { required: 2, met: 1 }, head: null },
      days: [
        { day: '2026-03-02', isMet: true },
        { day: '2026-03-03', isMet: false },
      ],
    });
    expect((await get(asked, 'staff', { 'if-none-match': etag })).status).toBe(304);
  });
});

it('outages are told to everybody, with working minutes', async () => {
  const outage = { beginsAt: new Date('2026-03-02T07:30+07:00'), endsAt: new Date('2026-03-02T14:00+07:00') };
  const noted = await attemptInTransaction(api.database, (tx) =>
    noteOutage(tx, { actorAccountId: null, kind: 'unplanned', note: 'mất điện', now: new Date(), ...outage }),
  );
  expect(noted.ok).toBe(true);
  expect(outagesSchema.parse((await get(`/outages?${days}`, 'elsewhere')).body)).toEqual({
    ...{ from: '2026-03-02', to: '2026-03-03', workingMinutes: 300, paperProcedures: 1 },
    items: [
      {
        ...{ id: expect.any(Number), kind: 'unplanned', note: 'mất điện', workingMinutes: 300, needsPaper: true },
        ...{ beginsAt: '2026-03-02T00:30:00.000Z', endsAt: '2026-03-02T07:00:00.000Z' },
      },
    ],
  });
});
