import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountUseSchema, heldDelegationSchema } from './account-schemas.ts';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { personInFullSchema, unitHistorySchema } from './schemas.ts';

type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;
let api: ApiHouse;
let operator: Somebody;
let administrator: Somebody;
let elsewhere: Somebody;
let head: Somebody;
let staff: Somebody;
beforeAll(async () => {
  api = await openApiHouse();
  const { nv, yt } = api.house.units;
  operator = await api.somebody('Hà Văn Sơn', 'operator');
  administrator = await api.somebody('Đặng Thu Hà', 'unit-administrator', nv);
  elsewhere = await api.somebody('Lường Văn Yên', 'unit-administrator', yt, 'Sở Y tế');
  head = await api.somebody('Ma Văn Tú');
  staff = await api.somebody('Nguyễn Văn Anh');
  await api.directory.appoint(head.id, nv, 'head');
  await api.asOwner(`
    INSERT INTO app_password (id, account_id, target_account_id, mac, label, last_used_at) VALUES
      ('abc', ${staff.accountId}, ${staff.accountId}, '\\x00', 'Điện thoại', '2026-03-02T03:04:05Z'),
      ('abd', ${staff.accountId}, ${api.house.mailboxes.nv}, '\\x00', 'Máy cơ quan', NULL),
      ('abe', ${staff.accountId}, ${staff.accountId}, '\\x00', 'Đã mất', NULL);
    UPDATE app_password SET revoked_at = now() WHERE id = 'abe';
    INSERT INTO duty_look (account_id, day, actor_account_id, half_hours) VALUES
      (${staff.accountId}, '2026-03-01', ${staff.accountId}, 1 << 20),
      (${staff.accountId}, '2026-03-02', ${staff.accountId}, (1 << 16) | 1);
    INSERT INTO account_use (account_id, used_at) VALUES (${staff.accountId}, '2026-03-02T01:00:00Z')
      ON CONFLICT (account_id) DO UPDATE SET used_at = excluded.used_at`);
});
afterAll(() => api?.[Symbol.asyncDispose]());

const use = async (accountId: number, { token }: Somebody) => {
  const reply = await api.ask(`/accounts/${accountId}/use`, { token });
  return { status: reply.status, body: (await reply.json()) as unknown };
};

describe('by what a mailbox is used', () => {
  it('is told to nobody else: not to heads, colleagues, or administrators of another unit', async () => {
    for (const one of [head, elsewhere]) expect((await use(staff.accountId, one)).status).toBe(403);
    expect((await use(operator.accountId, staff)).status).toBe(403);
    expect((await use(999_999, administrator)).status).toBe(403);
  });

  it('is names and times alone', async () => {
    for (const one of [operator, administrator, staff]) {
      const { body } = await use(staff.accountId, one);
      const told = accountUseSchema.parse(body);
      expect(told).toMatchObject({
        signedInOn: '2026-03-02T01:00:00.000Z',
        lastRead: { at: '2026-03-02T01:00:00.000Z', by: staff.address },
        sessions: [],
      });
      expect(told.devices.map(({ label, lastUsedAt }) => [label, lastUsedAt])).toEqual(
        expect.arrayContaining([
          ['Điện thoại', '2026-03-02T03:04:05.000Z'],
          ['Máy cơ quan', null],
        ]),
      );
      expect(JSON.stringify(body)).not.toMatch(/Đã mất|"mac"|"id"|network/);
    }
  });

  it('of a unit’s mailbox are the devices that open it, whoever’s they are', async () => {
    const told = accountUseSchema.parse((await use(api.house.mailboxes.nv, administrator)).body);
    expect(told).toMatchObject({ signedInOn: null, lastRead: null, devices: [{ label: 'Máy cơ quan', owner: staff.address }] });
  });
});

describe('what somebody may do with mailboxes of others', () => {
  const held = async (accountId: number, { token }: Somebody) => {
    const reply = await api.ask(`/accounts/${accountId}/held-delegations`, { token });
    const { items = [] } = (await reply.json()) as { items?: unknown[] };
    return { status: reply.status, items: items.map((item) => heldDelegationSchema.parse(item)) };
  };

  it('is told to who may look at the account, and to nobody else', async () => {
    for (const one of [elsewhere, staff]) expect((await held(head.accountId, one)).status).toBe(403);
    for (const one of [operator, administrator, head]) expect((await held(head.accountId, one)).status).toBe(200);
  });

  it('comes through a delegation, or through heading a unit, and ends with it', async () => {
    expect((await held(staff.accountId, operator)).items).toEqual([]);
    const [unitGrant] = (await held(head.accountId, operator)).items;
    expect(unitGrant).toMatchObject({ kind: 'head', name: 'Sở Nội vụ', unitId: api.house.units.nv, personId: null });
    await api.asOwner(`INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights, valid_to) VALUES
      (${head.accountId}, 'person', ${staff.id}, '{read}', now() + interval '1 day'),
      (${operator.accountId}, 'person', ${staff.id}, '{read}', now() - interval '1 minute')`);
    expect((await held(staff.accountId, operator)).items).toMatchObject([{ kind: 'person', address: head.address, rights: ['read'] }]);
  });
});

describe('what whoever looks may do', () => {
  const actsOn = async ({ token }: Somebody, id: number) =>
    personInFullSchema.parse(await (await api.ask(`/people/${id}`, { token })).json()).acts;
  const mailboxOf = async ({ token }: Somebody, id: number) =>
    unitHistorySchema.parse(await (await api.ask(`/units/${id}`, { token })).json()).mailbox;

  it('is nothing for strangers, who see no number of the unit’s mailbox either', async () => {
    expect(await actsOn(elsewhere, staff.id)).toEqual([]);
    expect(await mailboxOf(elsewhere, api.house.units.nv)).toBeNull();
    expect(await mailboxOf(staff, api.house.units.nv)).toBeNull();
  });

  it('is as it is decided when they do it', async () => {
    expect(await actsOn(operator, staff.id)).toEqual(expect.arrayContaining(['account.set-quota', 'certificate.manage', 'device.read']));
    expect(await actsOn(administrator, staff.id)).toEqual(expect.arrayContaining(['account.read', 'device.read', 'account.lock']));
    expect(await actsOn(administrator, staff.id)).not.toContain('account.set-quota');
    expect(await actsOn(administrator, operator.id)).not.toContain('account.lock');
    expect(await actsOn(staff, staff.id)).toEqual([
      'account.read',
      'device.read',
      'duty.read',
      'certificate.read',
      'delegation.end',
      'sso.unlink',
    ]);
    expect((await mailboxOf(head, api.house.units.nv))?.acts).toEqual(['duty.read', 'certificate.read', 'delegation.end']);
  });
});
