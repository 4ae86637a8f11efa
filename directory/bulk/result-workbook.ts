import { addressText } from '#directory/lifecycle/units/org-state.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { WrittenCell } from '#io/spreadsheet/workbook.ts';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import type { BatchRow } from './batch-list-sql.ts';
import type { BulkDeeds, BulkNotes } from './bulk-deeds.ts';
import { headingOf } from './columns.ts';
import { actWords, capacityWords, kindWords, wordOf } from './row-acts.ts';
import { explained } from './summarise-batch.ts';

interface Result {
  readonly title: string;
  readonly deeds: BulkDeeds;
  readonly notes: BulkNotes;
  /** Of a batch that was carried out. */
  readonly rows: readonly BatchRow[];
}

/** What came of a batch, row by row, for those who sent the table. */
export function resultWorkbook({ title, deeds, notes, rows }: Result): Promise<Buffer> {
  const done = new Map(rows.map((row) => [row.row, row]));
  const outcome = (row: number) => {
    const known = done.get(row);
    if (known === undefined) return 'Chưa thực hiện';
    return known.undoneAt === null ? 'Đã thực hiện' : 'Đã huỷ';
  };
  const recruits = deeds.recruits.map((one): readonly WrittenCell[] => [
    ...[one.row, wordOf(actWords, 'recruit'), displayName(one.name), one.birthDate === null ? null : { day: one.birthDate }],
    ...[one.unit, one.title, wordOf(kindWords, one.kind), wordOf(capacityWords, one.capacity)],
    ...[addressText(one.address), explained(one.how).vi, outcome(one.row)],
  ]);
  const events = notes.events.map(({ row, title: { vi } }): readonly WrittenCell[] => {
    const person = deeds.events.find((one) => one.row === row)?.deeds.person;
    return [row, vi, person?.name ?? null, null, null, null, null, null, person?.address ?? null, null, outcome(row)];
  });
  const columns = [
    ...[
      { heading: 'Dòng', width: 8 },
      { heading: headingOf('act'), width: 18 },
      { heading: headingOf('name'), width: 28 },
    ],
    ...[
      { heading: headingOf('birthDate'), width: 14 },
      { heading: headingOf('unit'), width: 44 },
      { heading: headingOf('title'), width: 24 },
    ],
    ...[
      { heading: headingOf('kind'), width: 16 },
      { heading: headingOf('capacity'), width: 14 },
      { heading: 'Địa chỉ', width: 34 },
    ],
    ...[
      { heading: 'Địa chỉ đặt thế nào', width: 34 },
      { heading: 'Kết quả', width: 18 },
    ],
  ];
  const all = [...recruits, ...events].toSorted((one, other) => Number(one[0]) - Number(other[0]));
  return writeWorkbook([{ name: 'Kết quả', above: [title], columns, rows: all }]);
}
