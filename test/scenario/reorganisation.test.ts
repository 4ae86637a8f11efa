import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '#config/schema.ts';
import { findRecipients } from '#directory/access/address-sql.ts';
import { findSignInAccount } from '#directory/access/sign-in-sql.ts';
import { carryOutDuePlans } from '#directory/lifecycle/carry-out-due-plans.ts';
import { cancelPlan, carryOutPlan, remakePlan } from '#directory/lifecycle/carry-out-plan.ts';
import { makePlan, type PlanDone, previewPlan } from '#directory/lifecycle/make-plan.ts';
import type { PlanRefusal } from '#directory/lifecycle/plan.ts';
import { findPlan, listPlans } from '#directory/lifecycle/plan-sql.ts';
import { countAddressNotices } from '#directory/lifecycle/units/address-notice-sql.ts';
import type { UnitDeeds, UnitNotes } from '#directory/lifecycle/units/unit-deeds.ts';
import { unitPlanKind } from '#directory/lifecycle/units/unit-plan-kind.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import { listUnits } from '#directory/org/unit-list-sql.ts';
import { createPeople } from '#directory/people/create-people.ts';
import { createProvince } from '#directory/people/create-province.ts';
import { inTransaction } from '#io/database.ts';
import { analyze } from '#io/migrate.ts';
import type { AccountId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { readProfiles, readProvince } from '#wiring/read-province.ts';

// Bắc Kạn as it was, with ten thousand people, goes through what happened: on 1 July 2025 the district level ended, communes came under the
// province and many merged; then the province became part of Thái Nguyên, with that province's domain (REQ-DIR-13).
const peopleCount = 10_000;
const endOfDistricts = '2025-07-01';
const merger = '2025-07-02';
const before = '2025-06-15';

let test: TestDatabase;
let deps: Parameters<typeof carryOutDuePlans>[0];
let kind: ReturnType<typeof unitPlanKind>;
let districtsEnd: object;
let snapshot: Snapshot;

interface Snapshot {
  readonly addresses: readonly { readonly address: string; readonly accountId: AccountId }[];
  readonly mail: string;
}

beforeAll(async () => {
  test = await createTestDatabase();
  const { database } = test;
  kind = unitPlanKind(readProfiles);
  deps = { database, createMailboxes: createDefaultMailboxes, kinds: [kind] };
  await setUpProvince();
  await database.pool.query(putMail);
  await analyze(test.owner); // as a minute of a running system does: the application's role may not
  districtsEnd = await endOfTheDistrictLevel();
  snapshot = await takeSnapshot();
}, 120_000);
afterAll(() => test[Symbol.asyncDispose]());

async function setUpProvince(): Promise<void> {
  const province = await readProvince(configSchema.parse({}));
  await inTransaction(test.database, async (tx) => {
    const quotaOctets = { personal: 1_000_000, unit: 1_000_000 };
    const made = await createProvince({ tx, createMailboxes: createDefaultMailboxes }, { province, withPeople: false, quotaOctets });
    if (!made.ok) throw new Error('the province was refused');
    const units = made.value.units.map(({ unitId }) => unitId);
    const people = [...generatedPeople(units)];
    const noFolders = async () => undefined; // what becomes of mail is seen by the units' mailboxes
    for (const batch of [people.slice(0, peopleCount / 2), people.slice(peopleCount / 2)]) {
      const input = { profile: province.profile, people: batch, quotaOctets: 1_000_000 };
      if (!(await createPeople({ tx, createMailboxes: noFolders }, input)).ok) throw new Error('people were refused');
    }
  });
  for (const table of ['unit', 'post', 'appointment']) await test.database.pool.query(`UPDATE ${table} SET valid_from = '2010-08-12'`);
}

const families = ['Nguyễn', 'Trần', 'Nông', 'Hoàng', 'Triệu', 'Ma', 'Bế', 'Lường', 'Đặng', 'Hà'];
const middles = ['Văn', 'Thị', 'Đức', 'Thị Ngọc', 'Minh', ''];
const givens = ['Anh', 'Hùng', 'Hương', 'Linh', 'Dũng', 'Lan', 'Tuấn', 'Mai', 'Hà', 'Thảo', 'Sơn', 'Quý', 'Páo', 'Dợ', 'Ánh', 'Đào', 'Yến'];

/** The first of a unit is its head. */
function* generatedPeople(units: readonly UnitId[]) {
  for (let index = 0; index < peopleCount; index += 1) {
    const at = <Item>(items: readonly Item[], step: number): Item => items[Math.floor(index / step) % items.length]!;
    const name: PersonName = { family: at(families, 3), middle: at(middles, 7), given: at(givens, 1) };
    const post = { unitId: units[index % units.length]!, title: 'Chuyên viên', kind: index < units.length ? 'head' : 'staff' } as const;
    yield { key: index, name, birthDate: null, posts: [post] };
  }
}

/** Three messages in the INBOX of every unit. */
const putMail = `
  WITH octets AS (
    INSERT INTO body (hash, size_octets, storage, encoding, location, octets)
    SELECT sha256(n::text::bytea), 4, 'inline', 'raw', '', 'thu'::bytea FROM generate_series(1, 3) n RETURNING id
  ), parsed AS (
    INSERT INTO content (body_id, size_octets, header_octets, envelope, body_structure, body_brief, parts, facts, in_reply_to, reference_ids,
      subject, base_subject, scanner_version)
    SELECT id, 4, 0, '', '', '', '[]', '{}', '{}', '{}', 'Công văn', 'cong van', 1 FROM octets RETURNING id
  ), numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS uid FROM parsed
  ), messages AS (
    INSERT INTO message (account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, email_id)
    SELECT mailbox.account_id, mailbox.id, numbered.uid, numbered.id, '', 4, now(), nextval('email_id_seq')
    FROM mailbox CROSS JOIN numbered WHERE mailbox.name = 'INBOX' RETURNING mailbox_id, uid
  )
  INSERT INTO message_state (mailbox_id, uid, flags, keywords, modseq) SELECT mailbox_id, uid, 1, '{}', 1 FROM messages`;

/** Communes come under the province, every fifth merges into the one before it; the people of a district go on in its first commune. */
async function endOfTheDistrictLevel(): Promise<object> {
  const { rows: districts } = await test.database.pool.query<{ name: string; communes: string[] }>(
    `SELECT unit.name, array_agg('#' || commune.id ORDER BY commune.id) AS communes
    FROM unit JOIN unit AS commune ON commune.parent_id = unit.id WHERE unit.kind = 'district' GROUP BY unit.id ORDER BY unit.id`,
  );
  const province = 'Ủy ban nhân dân tỉnh Bắc Kạn';
  const changes = districts.flatMap(({ name, communes }) => [
    { do: 'move-all', from: name, kind: 'commune', under: province },
    ...communes.flatMap((unit, index) => (index % 5 === 4 ? [{ do: 'merge', unit, into: communes[index - 1] }] : [])),
    { do: 'dissolve', unit: name, heir: communes[0] },
  ]);
  const naming = { do: 'naming', unit: province, profile: 'thai-nguyen' };
  return { title: 'Kết thúc cấp huyện', addresses: 'renew', changes: [naming, ...changes] };
}

const joinThaiNguyen = {
  title: 'Hợp nhất vào tỉnh Thái Nguyên',
  addresses: 'renew',
  newDomains: ['thainguyen.gov.vn', 'thainguyen.edu.vn'],
  changes: [
    {
      ...{ do: 'create', name: 'Ủy ban nhân dân tỉnh Thái Nguyên', kind: 'province', under: null, code: 'ubnd' },
      ...{ domain: 'thainguyen.gov.vn', profile: 'thai-nguyen' },
    },
    { do: 'merge', unit: 'Ủy ban nhân dân tỉnh Bắc Kạn', into: 'Ủy ban nhân dân tỉnh Thái Nguyên' },
    { do: 'domain', unit: 'Sở Giáo dục và Đào tạo', domain: 'thainguyen.edu.vn' },
    { do: 'identifier', unit: 'Ủy ban nhân dân tỉnh Thái Nguyên', value: '000.00.00.H55' },
  ],
};

async function takeSnapshot(): Promise<Snapshot> {
  const { rows: addresses } = await test.database.pool.query<Snapshot['addresses'][number]>(
    `SELECT local_part || '@' || domain.name AS address, account_id AS "accountId" FROM address JOIN domain ON domain.id = domain_id ORDER BY 1`,
  );
  const { rows } = await test.database.pool.query<{ mail: string }>(
    `SELECT md5(string_agg(concat_ws('|', mailbox.account_id, mailbox.id, mailbox.name, mailbox.uidvalidity, mailbox.uidnext, message.uid,
        message.content_id, message_state.flags, message_state.modseq), E'\\n' ORDER BY mailbox.id, message.uid)) AS mail
    FROM mailbox LEFT JOIN message ON message.mailbox_id = mailbox.id
      LEFT JOIN message_state ON message_state.mailbox_id = message.mailbox_id AND message_state.uid = message.uid
    WHERE mailbox.id <= $1`,
    [await lastMailbox()],
  );
  return { addresses, mail: rows[0]!.mail };
}

let firstMailboxes: number | undefined;
/** Of those there were at first: a unit that is new has folders of its own. */
async function lastMailbox(): Promise<number> {
  firstMailboxes ??= (await test.database.pool.query<{ id: number }>('SELECT max(id) AS id FROM mailbox')).rows[0]!.id;
  return firstMailboxes;
}

const plan = (request: unknown, effectiveOn: string, today = before) =>
  makePlan(deps, kind, { request, effectiveOn, today, actorAccountId: null });
const made = (result: Result<PlanDone, PlanRefusal>): PlanDone => {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const carryOutDue = (today: string) =>
  carryOutDuePlans(deps, {
    today,
    onFault(planId, cause) {
      throw new Error(`plan ${planId}`, { cause });
    },
  });
const count = async (from: string): Promise<number> =>
  (await test.database.pool.query<{ count: number }>(`SELECT count(*) FROM ${from}`)).rows[0]!.count;

async function expectEveryAddressReceives(): Promise<void> {
  const questions = snapshot.addresses.map(({ address }) => ({ localParts: [address.split('@')[0]!], domain: address.split('@')[1]! }));
  const found = await findRecipients(test.database, questions);
  const wrong = snapshot.addresses.filter(({ accountId }, place) => found.get(place)?.accountId !== accountId);
  expect(wrong).toEqual([]);
}

describe('before its day', () => {
  it('a preview shows every address that changes and every clash, and writes nothing', async () => {
    const preview = await previewPlan(deps, kind, { request: districtsEnd, effectiveOn: endOfDistricts });
    if (!preview.ok) throw new Error(preview.refusal.message);
    expect(preview.value.problems).toEqual([]);
    const { addresses, ended } = preview.value.deeds as UnitDeeds;
    const { clashes } = preview.value.notes as UnitNotes;
    expect(ended.filter(({ how }) => how === 'dissolve')).toHaveLength(8);
    const huyenTung = addresses.find(({ from }) => from === 'huyentung.tx@backan.gov.vn');
    expect(huyenTung?.to).toEqual({ localPart: 'huyentung', domain: 'backan.gov.vn' });
    // Thị trấn Chợ Mới cannot have what huyện Chợ Mới had.
    const choMoi = clashes.find(({ wanted }) => wanted === 'chomoi@backan.gov.vn');
    expect(choMoi).toMatchObject({ takenBy: 'Huyện Chợ Mới', given: { how: 'kind-word', localPart: 'thitranchomoi' } });
    expect(clashes.filter(({ owner }) => owner === 'person').length).toBeGreaterThan(100);
    expect(clashes.filter(({ given, proposals }) => given === null || proposals.length === 0)).toEqual([]);
    expect(await takeSnapshot()).toEqual(snapshot);
  });

  it('a plan can be cancelled, and then never is carried out', async () => {
    const { planId, state } = made(await plan(districtsEnd, endOfDistricts));
    expect(state).toBe('planned');
    expect(await carryOutPlan(deps, { planId, actorAccountId: null, today: before })).toMatchObject({
      ok: false,
      refusal: { kind: 'invalid' },
    });
    expect(await cancelPlan(test.database, { planId, actorAccountId: null })).toMatchObject({ ok: true });
    expect(await carryOutDue(endOfDistricts)).toEqual({ carriedOut: [], refused: [] });
    expect(await cancelPlan(test.database, { planId, actorAccountId: null })).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(await countAddressNotices(test.database, planId)).toEqual({ told: 0, waiting: 0, unreached: 0 });
    expect(await takeSnapshot()).toEqual(snapshot);
  });
});

describe('the end of the district level', () => {
  let planId: PlanId;

  it('waits for its day', async () => {
    ({ planId } = made(await plan(districtsEnd, endOfDistricts)));
    expect(await carryOutDue('2025-06-30')).toEqual({ carriedOut: [], refused: [] });
  });

  it('is carried out on it, in one transaction', async () => {
    const generation = await test.database.pool.query('SELECT generation FROM access_generation');
    expect(await carryOutDue(endOfDistricts)).toEqual({ carriedOut: [planId], refused: [] });
    expect((await findPlan(test.database, planId))?.state).toBe('carried-out');
    expect(await test.database.pool.query('SELECT generation FROM access_generation')).not.toEqual(generation);
    expect(await count(`unit WHERE kind = 'district' AND valid_to IS NULL`)).toBe(0);
    expect(await count(`unit WHERE kind = 'district' AND valid_to = '2025-06-30'`)).toBe(8);
    const published = await listUnits(test.database);
    expect(published.filter(({ kind: of }) => of === 'district')).toEqual([]);
    expect(published.find(({ name }) => name === 'Xã Huyền Tụng')?.address).toBe('huyentung@backan.gov.vn');
    expect(await count('unit_lineage')).toBe(8 + (await count(`unit WHERE merged_into IS NOT NULL`)));
    // No commune is named after a district any more.
    expect(
      await count(`unit JOIN account ON unit_id = unit.id JOIN address ON account_id = account.id AND address.kind = 'primary'
      WHERE unit.kind = 'commune' AND valid_to IS NULL AND local_part LIKE '%.%' AND local_part NOT LIKE 'chomoi%'`),
    ).toBe(0);
  });

  it('leaves every old address receiving for the same account, and gives everybody one of their own', async () => {
    await expectEveryAddressReceives();
    expect(await count(`address WHERE kind = 'primary'`)).toBe(await count('account'));
    expect(await count(`appointment WHERE valid_to IS NULL`)).toBe(peopleCount);
    expect(
      await count(`appointment JOIN post ON post.id = post_id JOIN unit ON unit.id = unit_id
      WHERE appointment.valid_to IS NULL AND unit.valid_to IS NOT NULL`),
    ).toBe(0);
  });

  it('lets everybody sign in by the old address as by the new', async () => {
    const former = snapshot.addresses.find(({ address }) => address.endsWith('.tx@backan.gov.vn') && address.split('.').length === 5)!;
    const account = await findSignInAccount(test.database, former.address.split('@')[0]!, 'backan.gov.vn');
    expect(account?.id).toBe(former.accountId);
    expect(account?.address).not.toBe(former.address);
    const byNew = await findSignInAccount(test.database, account!.address.split('@')[0]!, 'backan.gov.vn');
    expect(byNew).toEqual({ ...account, now: byNew?.now });
  });

  it('leaves mail, folders and UIDs where they were', async () => {
    expect((await takeSnapshot()).mail).toBe(snapshot.mail);
  });

  it('says in the audit what became of each unit and address, and has noted whom to tell', async () => {
    const { deeds } = (await findPlan(test.database, planId))!.body as { deeds: UnitDeeds };
    expect(await count(`audit WHERE act = 'address.renew' AND plan_id = ${planId}`)).toBe(deeds.addresses.length);
    expect(await countAddressNotices(test.database, planId)).toEqual({ told: 0, waiting: deeds.addresses.length, unreached: 0 });
    expect(await count(`audit WHERE act = 'unit.dissolve'`)).toBe(8);
    expect(await count(`audit WHERE act = 'plan.carry-out' AND actor_account_id IS NULL`)).toBe(1);
  });
});

describe('the merger into Thái Nguyên', () => {
  let planId: PlanId;

  it('is refused when somebody came meanwhile, and says who', async () => {
    ({ planId } = made(await plan(joinThaiNguyen, merger, endOfDistricts)));
    const profile = (await readProfiles()).get('thai-nguyen')!;
    const { rows } = await test.database.pool.query<{ id: UnitId }>(`SELECT id FROM unit WHERE name = 'Sở Nội vụ'`);
    const person = { key: 1, name: { family: 'Âu Dương', middle: 'Thị', given: 'Hoa' }, birthDate: null };
    const posts = [{ unitId: rows[0]!.id, title: 'Chuyên viên', kind: 'staff' }] as const;
    const came = await inTransaction(test.database, (tx) =>
      createPeople({ tx, createMailboxes: async () => undefined }, { profile, people: [{ ...person, posts }], quotaOctets: 1 }),
    );
    if (!came.ok) throw new Error('the person was refused');
    await test.database.pool.query(`UPDATE appointment SET valid_from = '2025-07-01' WHERE person_id = $1`, [came.value[0]!.personId]);
    const report = await carryOutDue(merger);
    expect(report).toMatchObject({ carriedOut: [], refused: [{ planId, refusal: { kind: 'conflict' } }] });
    const [difference, ...others] = report.refused[0]!.refusal.differences!;
    expect(others).toEqual([]);
    expect(difference).toMatchObject({
      about: `account ${came.value[0]!.accountId}`,
      planned: null,
      now: expect.stringContaining('Âu Dương Thị Hoa'),
    });
    expect(await count(`domain WHERE name LIKE 'thainguyen%'`)).toBe(0);
    expect((await listPlans(test.database, 'planned'))[0]?.refusedBecause).toMatch(/stale/);
  });

  it('made anew is carried out: the new domain for all, every old address receives, mail stays where it was', async () => {
    const addressesBefore = await takeSnapshot();
    const done = made(await remakePlan(deps, { planId, actorAccountId: null, today: merger }));
    expect(done.state).toBe('carried-out');
    snapshot = { ...snapshot, addresses: addressesBefore.addresses };
    await expectEveryAddressReceives();
    expect((await takeSnapshot()).mail).toBe(snapshot.mail);
    const living = `account JOIN address ON account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = domain_id
      LEFT JOIN unit ON unit.id = account.unit_id WHERE unit.valid_to IS NULL`;
    expect(await count(`${living} AND domain.name NOT LIKE 'thainguyen.%'`)).toBe(0);
    expect(await count(`${living} AND domain.name = 'thainguyen.edu.vn'`)).toBeGreaterThan(1);
    expect(await count(`unit WHERE name = 'Ủy ban nhân dân tỉnh Bắc Kạn' AND valid_to = '2025-07-01' AND merged_into IS NOT NULL`)).toBe(1);
    expect(await count(`unit_identifier WHERE value = '000.00.00.H55' AND valid_to IS NULL`)).toBe(1);
  });

  it('leaves the head of the merged province with its mailbox: the heir’s head has it now', async () => {
    expect(
      await count(`access_grant JOIN account ON account.id = target_account_id JOIN unit ON unit.id = account.unit_id
        WHERE principal_kind = 'head' AND unit.merged_into = principal_id AND unit.kind = 'province'`),
    ).toBe(1);
  });
});
