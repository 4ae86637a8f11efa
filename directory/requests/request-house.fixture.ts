import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { makePlan } from '#directory/lifecycle/make-plan.ts';
import { personPlanKind } from '#directory/lifecycle/people/person-plan-kind.ts';
import { profiles } from '#directory/lifecycle/units/org-state.fixture.ts';
import { createUnits } from '#directory/org/create-units.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import { type PersonFacts, readPersonFacts } from '#directory/people/person-facts-sql.ts';
import { findPeopleCalled } from '#directory/people/person-list-sql.ts';
import { inTransaction, openDatabase } from '#io/database.ts';
import type { AccountId, RequestId, UnitId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { type MadeRequest, makeRequest } from './make-request.ts';
import type { RequestDeps, RequestRefusal } from './request.ts';
import { type RequestLine, requestLineSchema } from './request-line.ts';

/** A Monday; the week has no holiday, the next one has 20 November, which is none either. */
export const monday = '2026-11-09';

type Key = 'ubnd' | 'nv' | 'district' | 'commune' | 'other';
const personPlans = personPlanKind(async () => profiles);
const createMailboxes = async () => undefined;

/** A line as a program writes it. */
export const lineOf = (line: object): RequestLine => requestLineSchema.parse(line);

/** A province with a district and two communes, whose people ask for things. */
export class RequestHouse implements AsyncDisposable {
  readonly test: TestDatabase;
  readonly directory: SmallDirectory;
  readonly units: Readonly<Record<Key, UnitId>>;
  readonly mailboxes: Readonly<Record<Key, AccountId>>;
  /** What was told so far. */
  readonly told: Notice[] = [];

  private constructor(test: TestDatabase, made: readonly { key: string; unitId: UnitId; accountId: AccountId }[]) {
    this.test = test;
    this.directory = new SmallDirectory(test.database);
    this.units = Object.fromEntries(made.map(({ key, unitId }) => [key, unitId])) as RequestHouse['units'];
    this.mailboxes = Object.fromEntries(made.map(({ key, accountId }) => [key, accountId])) as RequestHouse['mailboxes'];
  }

  static async open(): Promise<RequestHouse> {
    const test = await createTestDatabase();
    const unit = { code: null, domain: null, parent: 'ubnd' } as const;
    const units = [
      { ...unit, key: 'ubnd', kind: 'province', name: 'Ủy ban nhân dân tỉnh', code: 'ubnd', parent: null, domain: 'tinh.gov.vn' } as const,
      { ...unit, key: 'nv', kind: 'agency', name: 'Sở Nội vụ' } as const,
      { ...unit, key: 'district', kind: 'district', name: 'Huyện Ba Bể' } as const,
      { ...unit, key: 'commune', kind: 'commune', name: 'Xã Khang Ninh', parent: 'district' } as const,
      { ...unit, key: 'other', kind: 'commune', name: 'Xã Cao Trĩ', parent: 'district' } as const,
    ];
    const profile = profiles.get('three-levels')!;
    const made = await inTransaction(test.database, (tx) => createUnits({ tx, createMailboxes }, { profile, quotaOctets: 1000, units }));
    if (!made.ok) throw new Error('the units of this test were refused');
    await test.database.pool.query(`UPDATE unit SET valid_from = '2010-08-12'`);
    return new RequestHouse(test, made.value);
  }

  get deps(): RequestDeps {
    const sendNotices: RequestDeps['sendNotices'] = async (_tx, notices) => {
      this.told.push(...notices);
      return notices.map(({ accountId }) => accountId);
    };
    return { database: this.test.database, createMailboxes, sendNotices, personPlans, terms: { unitAboveDays: 3, operatorDays: 5 } };
  }

  /** Somebody new, in one post since 2020; with a role, from long ago. */
  async someone(fullName: string, unit: string, more: { title?: string; kind?: string } = {}): Promise<PersonFacts> {
    const words = fullName.split(' ');
    const name = { family: words[0], middle: words.slice(1, -1).join(' '), given: words.at(-1) };
    const posts = [{ unit, title: more.title ?? 'Chuyên viên', kind: more.kind }];
    const plan = { request: { do: 'appoint', person: { name }, posts, notify: false }, effectiveOn: '2020-01-01', today: '2020-01-01' };
    const made = await makePlan(this.deps, personPlans, { ...plan, actorAccountId: null });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    return this.facts(fullName);
  }

  async administrator(fullName: string, unit: Key, unitName: string): Promise<AccountId> {
    const { accountId } = await this.someone(fullName, unitName);
    await this.directory.assign(accountId, 'unit-administrator', this.units[unit]);
    return accountId;
  }

  async facts(called: string): Promise<PersonFacts> {
    const [found] = await findPeopleCalled(this.test.database, called);
    const facts = found && (await readPersonFacts(this.test.database, found.id));
    if (facts === undefined) throw new Error(`nobody is called ${called}`);
    return facts;
  }

  make(
    by: AccountId | null,
    lines: readonly object[],
    unit: Key = 'commune',
    today = monday,
  ): Promise<Result<MadeRequest, RequestRefusal>> {
    return makeRequest(this.deps, { actorAccountId: by, unitId: this.units[unit], lines: lines.map(lineOf), today });
  }

  /** As `make`, where it is not refused. */
  async made(by: AccountId | null, lines: readonly object[], unit: Key = 'commune', today = monday): Promise<RequestId> {
    const made = await this.make(by, lines, unit, today);
    if (!made.ok) throw new Error(JSON.stringify(made.refusal, null, 2));
    return made.value.id;
  }

  async rows<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.test.database.pool.query<Row>(statement, values)).rows;
  }

  /** What the program itself may not do. */
  async asOwner(statement: string): Promise<void> {
    await using owner = openDatabase(this.test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
    await owner.pool.query(statement);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.test[Symbol.asyncDispose]();
  }
}
