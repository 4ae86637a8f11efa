import type { UnitId } from '#kernel/ids.ts';
import { noFigures } from '../figures.ts';
import type { ReportFigures } from '../report-figures.ts';
import type { UnitVersion } from '../report-unit-sql.ts';
import { totalOf, UnitSums } from '../unit-sums.ts';
import { treeOf } from '../unit-tree.ts';
import type { Letterhead } from './document.ts';

export const letterhead: Letterhead = {
  ...{ superior: 'Ủy ban nhân dân tỉnh Bắc Kạn', issuer: 'Sở Thông tin và Truyền thông', place: 'Bắc Kạn' },
  ...{ signerTitle: 'KT. Giám đốc / Phó giám đốc', signer: 'Nguyễn Thị Quỳnh', recipients: ['UBND tỉnh (để báo cáo)'] },
};

export const unit = (id: number, parentId: number | null, name: string, endedOn: string | null = null): UnitVersion => ({
  ...{ id: id as UnitId, parentId: parentId as UnitId | null, name, endedOn, kind: 'agency' },
});

/** Figures of units: unit number n has n × 1,000 people and so on. */
export function figuresOf(units: readonly UnitVersion[], more: Partial<ReportFigures> = {}): ReportFigures {
  const sums = new UnitSums(treeOf(units, null), new Map(), true);
  for (const { id } of units) {
    const mail = { ...noFigures('mail'), received: id * 100, sent: id * 10, sentSigned: id * 4, sentOctets: id * 1024, stopped: id };
    sums.add(id, { accounts: { ...noFigures('accounts'), people: id * 1000, inService: id * 1000, units: 1 }, mail });
  }
  const told = sums.units();
  return {
    ...{ version: 1, asOf: '2026-06-30', mailCountedSince: '2025-06-01', fillDay: null, units: told, total: totalOf(told) },
    period: { name: '2026-H1', kind: 'half', from: '2026-01-01', to: '2026-06-30' },
    unit: null,
    requests: { waiting: 2, overdue: 1, answered: 0, medianWorkingDays: null, maxWorkingDays: null, withTerm: 0, inTime: 0 },
    outages: { workingMinutes: 0, paperProcedures: 0, list: [] },
    ...more,
  };
}
