import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { addDays, type WorkingWeek } from '#directory/calendar/working-calendar.ts';
import type { Database } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { accountsOn } from './account-facts-sql.ts';
import { figuresOfAccount, lastUnitOf, placesOfAccount } from './account-figures.ts';
import type { Figures } from './figures.ts';
import { lastFillDay } from './fill-sql.ts';
import { reportLimits } from './limits.ts';
import { dutiesByUnit, outagesOf, requestsOf } from './other-figures.ts';
import type { Period } from './period.ts';
import type { MailFigures, MailSpan } from './ports.ts';
import type { ReportFigures } from './report-figures.ts';
import { heirsOfUnits, unitsOfDays } from './report-unit-sql.ts';
import { totalOf, UnitSums } from './unit-sums.ts';
import { treeOf } from './unit-tree.ts';

export interface DrawDeps {
  readonly database: Database;
  readonly mail: MailFigures;
  /** When offices are open. */
  readonly week: WorkingWeek;
}

export interface ReportAsked {
  readonly period: Period;
  /** null: everything there is. */
  readonly unitId: UnitId | null;
}

/** The figures of a period, of a unit and all below it as they stood then (REQ-CMP-3). */
export async function drawFigures(deps: DrawDeps, { period, unitId }: ReportAsked, now: Date): Promise<Result<ReportFigures, Refusal>> {
  const { database, mail } = deps;
  const today = vietnamDate(now);
  if (period.from > today) return refused(refusalInBoth('invalid', notBegun));
  const days = { from: period.from, to: period.to < today ? period.to : today };
  const known = await unitsOfDays(database, days);
  const tree = treeOf(known, unitId);
  if (unitId !== null && tree.length === 0) return refused(refusalInBoth('not-found', noSuchUnit));
  const sums = new UnitSums(tree, await heirsOfUnits(database), unitId === null);
  const fill = days.to === today ? 'now' : await lastFillDay(database, days);
  await mail.gather();
  await addAccounts(deps, sums, days, fill);
  const calendar = await readCalendar(database, days, deps.week);
  for (const [id, duties] of await dutiesByUnit(database, { ...days, calendar, now })) addTo(sums, id, { duties });
  const { byUnit, times } = await requestsOf(database, { ...days, calendar, now }, unitId);
  for (const [id, requests] of byUnit) addTo(sums, id, { requests });
  const units = sums.units();
  return ok({
    ...{ version: 1, period, asOf: days.to, fillDay: fill === 'now' ? days.to : fill, units, total: totalOf(units) },
    unit:
      unitId === null
        ? null
        : { id: unitId, name: tree[0]!.name, superior: known.find(({ id }) => id === tree[0]!.parentId)?.name ?? null },
    mailCountedSince: await mail.countedSince(),
    requests: times,
    outages: await outagesOf(database, { ...days, calendar, now }),
  });
}

function addTo(sums: UnitSums, unitId: UnitId, figures: Partial<Figures>): void {
  const group = sums.groupOf(unitId);
  if (group !== null) sums.add(group, figures);
}

interface Days {
  readonly from: string;
  readonly to: string;
}

/** A step at a time: other work of this process goes on between them. */
async function addAccounts({ database, mail }: DrawDeps, sums: UnitSums, days: Days, fill: string | null): Promise<void> {
  const asked = { asOf: days.to, dayAfter: addDays(days.to, 1), fill, limit: reportLimits.accountsPerStep };
  for (let after: AccountId | 0 = 0; ; ) {
    const accounts = await accountsOn(database, { ...asked, after });
    const spans: MailSpan[] = [];
    const nobodys = sums.groupOf(null);
    if (after === 0 && nobodys !== null) spans.push({ accountId: 0, group: nobodys, ...days });
    for (const account of accounts) {
      const places = placesOfAccount(account, days);
      const group = sums.groupOf(lastUnitOf(places));
      if (group !== null) sums.add(group, figuresOfAccount(account, days));
      for (const { unitId, from, to } of places) {
        const counted = sums.groupOf(unitId);
        if (counted !== null) spans.push({ accountId: account.id, group: counted, from, to });
      }
    }
    for (const [group, totals] of await mail.sum(spans)) sums.add(group as UnitId | 0, { mail: totals });
    if (accounts.length < reportLimits.accountsPerStep) return;
    after = accounts.at(-1)!.id;
  }
}

const notBegun = { vi: 'Kỳ báo cáo chưa bắt đầu', en: 'The period has not begun' };
const noSuchUnit = { vi: 'Không có đơn vị này trong kỳ báo cáo', en: 'There was no such unit in the period' };
