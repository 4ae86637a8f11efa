import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Act } from './act.ts';
import { ActTally } from './act-tally.ts';
import { recordActs } from './audit-sql.ts';
import type { ChainRecord } from './chain-record.ts';
import { ChainVerifier } from './chain-verifier.ts';
import { csvHeading, entryCsvLine } from './entry-csv.ts';
import { exportAudit } from './export-audit.ts';
import { lineOf } from './record-line.ts';
import { type AuditCriteria, conditionOf, searchEntries } from './search-sql.ts';
import { findMailbox, findPerson, findUnits } from './subject-sql.ts';
import { type AuditHouse, openAuditHouse } from './testing/audit-house.ts';
import { verifyFile } from './verify-file.ts';

let house: AuditHouse;
let an: { personId: PersonId; accountId: AccountId };
let binh: { personId: PersonId; accountId: AccountId };
let office: { unitId: UnitId; accountId: AccountId };

beforeAll(async () => {
  house = await openAuditHouse();
  const directory = new SmallDirectory(house.database);
  const domain = await directory.domain('backan.gov.vn');
  an = await directory.staff(domain, 'an.tt');
  binh = await directory.staff(domain, 'binh.tt');
  await directory.address(an.accountId, domain, 'an.cu', 'former');
  office = await directory.office(domain, 'tt');
  await house.asOwner(`UPDATE person SET display_name = 'Nguyễn Văn An', search_key = 'nguyen van an' WHERE id = ${an.personId}`);
  await house.asOwner(`UPDATE unit SET name = 'Sở Thông tin', search_key = 'so thong tin' WHERE id = ${office.unitId}`);
  const act = (name: Act['act'], more: Partial<Act>): Act => ({ actorAccountId: null, act: name, target: null, detail: {}, ...more });
  const acts = [
    act('account.lock', { target: 'an.tt@backan.gov.vn' }),
    act('delegation.grant', {
      actorAccountId: binh.accountId,
      target: 'tt@backan.gov.vn',
      personId: an.personId,
      onBehalfOf: office.accountId,
    }),
    act('unit.change', { target: 'Sở Thông tin', unitId: office.unitId, planId: 4 as PlanId }),
    act('account.set-password', { actorAccountId: an.accountId, target: 'binh.tt@backan.gov.vn' }),
    act('queue.hold', { target: '=cmd|@evil', detail: { note: 'a,"b"\n' } }),
  ];
  await inTransaction(house.database, (tx) => recordActs(tx, acts));
  await house.asOwner("UPDATE audit SET at = '2026-11-01 00:00+07'::timestamptz + id * interval '1 h'");
  await house.asOwner('UPDATE audit_unsealed SET at = audit.at FROM audit WHERE audit.id = audit_unsealed.id');
  await house.sealAll(2);
});
afterAll(() => house[Symbol.asyncDispose]());

const found = async (criteria: Partial<AuditCriteria>) =>
  (await searchEntries(house.database, { subjects: [], ...criteria }, { limit: 100 })).map(({ id }) => id);
const person = (text: string) => findPerson(house.database, text);

describe('looking for', () => {
  it.each(['nobody', '#99999', 'x@backan.gov.vn', '', '%', '#'])('whom there is not finds nobody, not everybody: %j', async (text) => {
    expect(await person(text)).toBeNull();
    expect(await findMailbox(house.database, text)).toBeNull();
    expect(await findUnits(house.database, text)).toBeNull();
  });

  it('a person finds what they did and what was done to them, by any of their addresses, number or name', async () => {
    for (const text of ['an.tt@backan.gov.vn', 'AN.CU@backan.gov.vn', `#${an.personId}`, 'Văn An', 'van an'])
      expect(await found({ subjects: [(await person(text))!] }), text).toEqual([4, 2, 1]);
    expect(await found({ actor: (await person('an.tt@backan.gov.vn'))! })).toEqual([4]);
  });

  it('a mailbox finds what was done to it and on its behalf', async () => {
    expect(await found({ subjects: [(await findMailbox(house.database, 'tt@backan.gov.vn'))!] })).toEqual([2]);
  });

  it('a unit finds its own and its mailbox’s', async () => {
    for (const text of ['sở thông tin', `#${office.unitId}`, 'tt@backan.gov.vn'])
      expect(await found({ subjects: [(await findUnits(house.database, text))!] }), text).toEqual([3, 2]);
  });

  it('an act, all of a noun, a plan, a time; of several all hold', async () => {
    expect(await found({ act: 'account.lock' })).toEqual([1]);
    expect(await found({ act: 'account' })).toEqual([4, 1]);
    expect(await found({ act: 'accoun' })).toEqual([]);
    expect(await found({ plan: 4 })).toEqual([3]);
    const at = (hours: number) => new Date(Date.parse('2026-11-01T00:00:00+07:00') + hours * 3_600_000);
    expect(await found({ from: at(2), until: at(4) })).toEqual([3, 2]);
    expect(await found({ from: at(2), until: at(4), act: 'unit' })).toEqual([3]);
    expect(await found({ subjects: [(await person('van an'))!, (await findMailbox(house.database, 'tt@backan.gov.vn'))!] })).toEqual([2]);
  });
});

describe('what is being counted', () => {
  it('is found by the same, and is no entry', async () => {
    const tally = new ActTally({ now: () => new Date('2026-11-02T00:00:00Z') });
    const read = { act: 'mailbox.read', via: 'imap', network: '10.0.0.1', credential: 'password', subject: 'INBOX' } as const;
    tally.count({ ...read, actorAccountId: an.accountId, accountId: office.accountId }, 5);
    tally.count({ ...read, actorAccountId: binh.accountId, accountId: office.accountId }, 7);
    await tally.flush(house.database);
    const counts = async (criteria: Partial<AuditCriteria>) =>
      (await searchEntries(house.database, { subjects: [], ...criteria }, { limit: 9, isRunning: true })).map(
        ({ detail }) => (detail as { count: number }).count,
      );
    expect((await counts({})).sort()).toEqual([5, 7]);
    expect(await counts({ actor: (await person('binh.tt@backan.gov.vn'))! })).toEqual([7]);
    expect(
      await counts({
        subjects: [(await findUnits(house.database, 'tt@backan.gov.vn'))!],
        act: 'mailbox',
        from: new Date('2026-11-02T00:00:00Z'),
      }),
    ).toHaveLength(2);
    expect(await counts({ until: new Date('2026-11-02T00:00:00Z') })).toEqual([]);
    expect(await found({ act: 'mailbox' })).toEqual([]);
  });
});

describe('what was found, exported', () => {
  const exported = async (criteria: Partial<AuditCriteria>) => {
    const records: ChainRecord[] = [];
    await exportAudit(
      { database: house.database, key: house.key, clock: { now: () => new Date() } },
      { sink: (one) => void records.push(one), condition: conditionOf({ subjects: [], ...criteria }) },
    );
    return records;
  };
  async function* lines(records: readonly ChainRecord[]) {
    for (const one of records) yield lineOf(one).trimEnd();
  }

  it('is proved by the seals of all, and says that it is a part', async () => {
    const records = await exported({ act: 'account' });
    expect(records.flatMap((one) => (one.kind === 'entry' ? [one.entry.id] : []))).toEqual([1, 4]);
    expect(await verifyFile(lines(records), new ChainVerifier([house.key]))).toMatchObject({
      findings: [],
      isPart: true,
      entries: 2,
      seals: 3,
    });
    const forged = records.map((one) =>
      one.kind === 'entry' && one.entry.id === 4 ? { ...one, entry: { ...one.entry, actor: 99 } } : one,
    );
    expect((await verifyFile(lines(forged), new ChainVerifier([house.key]))).findings).toEqual([
      { what: 'entry-changed', subject: 4, detail: '' },
    ]);
  });

  it('as a table runs nothing in a spreadsheet program', async () => {
    const [entry] = await searchEntries(house.database, { subjects: [], act: 'queue' }, { limit: 1 });
    const line = entryCsvLine(entry!);
    expect(line).toContain(`,'=cmd|@evil,`);
    expect(line).toContain(`"{""note"":""a,\\""b\\""\\n""}"`);
    expect(line).toMatch(/^5,2026-11-01 05:00:00,chương trình \/ the program \(test\),/);
    expect(csvHeading.split(',')).toHaveLength(line.match(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g)!.length + 1);
  });
});
