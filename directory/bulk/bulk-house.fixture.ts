import { makePlan, type PlanDone } from '#directory/lifecycle/make-plan.ts';
import { PersonHouse } from '#directory/lifecycle/people/person-house.fixture.ts';
import { personPlanKind } from '#directory/lifecycle/people/person-plan-kind.ts';
import type { PlanRefusal } from '#directory/lifecycle/plan.ts';
import { profiles } from '#directory/lifecycle/units/org-state.fixture.ts';
import type { PlanId } from '#kernel/ids.ts';
import type { Result } from '#kernel/result.ts';
import type { BulkDeeds, BulkNotes } from './bulk-deeds.ts';
import { bulkPlanKind } from './bulk-plan-kind.ts';
import { type CheckedBatch, checkBatch, requestOf } from './check-batch.ts';
import { readBatchFile } from './read-batch-file.ts';
import { type Undone, undoBatch } from './undo-batch.ts';

const kind = bulkPlanKind(async () => profiles);
/** The day on which batches of these tests take effect. */
export const today = '2026-03-02';

type Checked = Omit<CheckedBatch, 'made'> & {
  readonly made: CheckedBatch['made'] & { readonly deeds: BulkDeeds; readonly notes: BulkNotes };
};

/** A small province in a database, and tables for its people. */
export class BulkHouse implements AsyncDisposable {
  readonly people: PersonHouse;

  private constructor(people: PersonHouse) {
    this.people = people;
  }

  static async open(): Promise<BulkHouse> {
    return new BulkHouse(await PersonHouse.open());
  }

  get database() {
    return this.people.test.database;
  }

  get deps() {
    return { ...this.people.deps, kinds: [kind, personPlanKind(async () => profiles)] };
  }

  /** Rows of CSV with semicolons, the headings first. */
  async check(rows: readonly string[], more: { on?: string; clashes?: 'best' | 'ask'; notify?: boolean } = {}): Promise<Checked> {
    const read = await readBatchFile(Buffer.from(rows.join('\n')));
    if (!read.ok) throw new Error(read.refusal.en);
    const { on: effectiveOn = today, clashes = 'best', notify = true } = more;
    const checked = await checkBatch(this.deps, kind, { file: 'bảng.csv', rows: read.value, effectiveOn, notify, clashes });
    if (!checked.ok) throw new Error(`${checked.refusal.message} ${checked.refusal.detail}`);
    return checked.value as Checked;
  }

  /** `3 Đơn vị: unknown-unit` */
  async problems(rows: readonly string[], more: Parameters<BulkHouse['check']>[1] = {}): Promise<readonly string[]> {
    return (await this.check(rows, more)).problems.map(({ row, column, what }) => `${row} ${column}: ${what}`);
  }

  async apply(rows: readonly string[], { on = today, now = today, notify = true } = {}): Promise<Result<PlanDone, PlanRefusal>> {
    const read = await readBatchFile(Buffer.from(rows.join('\n')));
    if (!read.ok || read.value.problems.length > 0) throw new Error(JSON.stringify(read));
    const request = requestOf({ file: 'bảng.csv', rows: read.value, notify, clashes: 'best' });
    return makePlan(this.deps, kind, { request, effectiveOn: on, today: now, actorAccountId: null });
  }

  async done(rows: readonly string[], more: Parameters<BulkHouse['apply']>[1] = {}): Promise<PlanId> {
    const made = await this.apply(rows, more);
    if (!made.ok || made.value.state !== 'carried-out') throw new Error(JSON.stringify(made, null, 2));
    return made.value.planId;
  }

  async undo(planId: PlanId, { now = new Date(), isDryRun = false } = {}): Promise<Undone> {
    const undone = await undoBatch(this.deps, { planId, actorAccountId: null, now, isDryRun });
    if (!undone.ok) throw new Error(undone.refusal.message);
    return undone.value;
  }

  /** `Nguyễn Văn Anh: anhnv.nv@tinh.gov.vn, active, Chuyên viên (staff) in Sở Nội vụ from 2026-03-02` */
  async peopleNow(): Promise<readonly string[]> {
    const rows = await this.people.rows<{ line: string }>(
      `SELECT display_name || ': ' || local_part || '@' || domain.name || ', ' || account.state || coalesce((
         SELECT string_agg(', ' || title || ' (' || post.kind || ') in ' || unit.name || ' from ' || appointment.valid_from, '' ORDER BY appointment.id)
         FROM appointment JOIN post ON post.id = post_id JOIN unit ON unit.id = post.unit_id
         WHERE appointment.person_id = person.id AND $1::date BETWEEN appointment.valid_from AND coalesce(appointment.valid_to, 'infinity')), '') AS line
       FROM person JOIN account ON account.person_id = person.id
       JOIN address ON address.account_id = account.id AND address.kind = 'primary' JOIN domain ON domain.id = address.domain_id
       ORDER BY person.id`,
      [today],
    );
    return rows.map(({ line }) => line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.people[Symbol.asyncDispose]();
  }
}
