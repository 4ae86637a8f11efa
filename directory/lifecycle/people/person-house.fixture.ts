import { findRecipient } from '#directory/access/address-sql.ts';
import { effectiveRights } from '#directory/access/grants.ts';
import { createUnits } from '#directory/org/create-units.ts';
import type { Notice, SendNotices } from '#directory/org/mail-port.ts';
import { type PersonFacts, readPersonFacts } from '#directory/people/person-facts-sql.ts';
import { findPeopleCalled } from '#directory/people/person-list-sql.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { carryOutPlan, remakePlan } from '../carry-out-plan.ts';
import { makePlan, previewPlan } from '../make-plan.ts';
import type { MadePlan } from '../plan.ts';
import { profiles } from '../units/org-state.fixture.ts';
import type { PersonDeeds, PersonNotes } from './person-deeds.ts';
import { personPlanKind } from './person-plan-kind.ts';

const kind = personPlanKind(async () => profiles);
/** The day on which most things of these tests happen; the clock's own is later. */
export const day = '2025-07-01';

/** A small province in a database, and plans for its people. */
export class PersonHouse implements AsyncDisposable {
  readonly test: TestDatabase;
  /** What was told so far. */
  readonly told: Notice[] = [];
  readonly units: Readonly<Record<'ubnd' | 'nv' | 'tc' | 'tochuc' | 'yt', UnitId>>;
  readonly mailboxes: Readonly<Record<'ubnd' | 'nv' | 'tc' | 'tochuc' | 'yt', AccountId>>;

  private constructor(test: TestDatabase, made: readonly { key: string; unitId: UnitId; accountId: AccountId }[]) {
    this.test = test;
    this.units = Object.fromEntries(made.map(({ key, unitId }) => [key, unitId])) as PersonHouse['units'];
    this.mailboxes = Object.fromEntries(made.map(({ key, accountId }) => [key, accountId])) as PersonHouse['mailboxes'];
  }

  static async open(): Promise<PersonHouse> {
    const test = await createTestDatabase();
    const unit = { code: null, domain: null, parent: 'ubnd', kind: 'agency' } as const;
    const units = [
      { ...unit, key: 'ubnd', kind: 'province', name: 'Ủy ban nhân dân tỉnh', code: 'ubnd', parent: null, domain: 'tinh.gov.vn' } as const,
      { ...unit, key: 'nv', name: 'Sở Nội vụ' },
      { ...unit, key: 'tc', name: 'Sở Tài chính' },
      { ...unit, key: 'tochuc', kind: 'office', name: 'Phòng Tổ chức', parent: 'nv' } as const,
      { ...unit, key: 'yt', name: 'Sở Y tế' },
    ];
    const made = await inTransaction(test.database, (tx) =>
      createUnits({ tx, createMailboxes: async () => undefined }, { profile: profiles.get('three-levels')!, quotaOctets: 1000, units }),
    );
    if (!made.ok) throw new Error('the units of this test were refused');
    await test.database.pool.query(`UPDATE unit SET valid_from = '2010-08-12'`);
    await test.database.pool.query(`UPDATE access_grant SET valid_from = '2010-08-12'`);
    return new PersonHouse(test, made.value);
  }

  readonly #tell: SendNotices = async (_tx, notices) => {
    this.told.push(...notices);
    return notices.map(({ accountId }) => accountId);
  };

  get deps() {
    return { database: this.test.database, createMailboxes: async () => undefined, sendNotices: this.#tell, kinds: [kind] };
  }

  plan(request: object, effectiveOn = day, today = day) {
    return makePlan(this.deps, kind, { request, effectiveOn, today, actorAccountId: null });
  }

  /** What the plan would be refused for. */
  async problems(request: object, effectiveOn = day): Promise<readonly string[]> {
    const made = await previewPlan(this.deps, kind, { request, effectiveOn });
    if (!made.ok) throw new Error(`${made.refusal.message} ${made.refusal.detail}`);
    return made.value.problems.map(({ what }) => what);
  }

  async preview(request: object, effectiveOn = day): Promise<MadePlan & { deeds: PersonDeeds; notes: PersonNotes }> {
    const made = await previewPlan(this.deps, kind, { request, effectiveOn });
    if (!made.ok) throw new Error(`${made.refusal.message} ${made.refusal.detail}`);
    return made.value as MadePlan & { deeds: PersonDeeds; notes: PersonNotes };
  }

  async done(request: object, effectiveOn = day): Promise<PlanId> {
    const made = await this.plan(request, effectiveOn, effectiveOn);
    if (!made.ok || made.value.state !== 'carried-out') throw new Error(JSON.stringify(made, null, 2));
    return made.value.planId;
  }

  async kept(request: object, effectiveOn: string): Promise<PlanId> {
    const made = await this.plan(request, effectiveOn);
    if (!made.ok || made.value.state !== 'planned') throw new Error(JSON.stringify(made, null, 2));
    return made.value.planId;
  }

  carryOut(planId: PlanId, today: string) {
    return carryOutPlan(this.deps, { planId, actorAccountId: null, today });
  }

  remake(planId: PlanId, today: string) {
    return remakePlan(this.deps, { planId, actorAccountId: null, today });
  }

  /** Somebody new, in one post since 2020. */
  async someone(fullName: string, unit: string, more: { title?: string; kind?: string } = {}): Promise<PersonFacts> {
    const words = fullName.split(' ');
    const name = { family: words[0], middle: words.slice(1, -1).join(' '), given: words.at(-1) };
    const { title = 'Chuyên viên', kind: postKind } = more;
    await this.done({ do: 'appoint', person: { name }, posts: [{ unit, title, kind: postKind }] }, '2020-01-01');
    return this.facts(fullName);
  }

  async facts(called: string): Promise<PersonFacts> {
    const [found] = await findPeopleCalled(this.test.database, called);
    const facts = found && (await readPersonFacts(this.test.database, found.id));
    if (facts === undefined) throw new Error(`nobody is called ${called}`);
    return facts;
  }

  async receiver(address: string): Promise<AccountId | undefined> {
    const [localPart = '', domain = ''] = address.split('@');
    return (await findRecipient(this.test.database, { localParts: [localPart], domain }))?.accountId;
  }

  async mayRead(personId: PersonId, targetAccountId: AccountId, at: string): Promise<boolean> {
    const asked = { personId, targetAccountId, at: new Date(`${at}T12:00:00+07:00`) };
    return (await effectiveRights({ database: this.test.database }, asked)).has('read');
  }

  async rows<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.test.database.pool.query<Row>(statement, values)).rows;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.test[Symbol.asyncDispose]();
  }
}
