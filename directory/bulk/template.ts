import type { StateUnit } from '#directory/lifecycle/units/org-state.ts';
import { readUnits } from '#directory/lifecycle/units/org-state-sql.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { ColumnChoices, WrittenSheet } from '#io/spreadsheet/workbook.ts';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type Column, columns } from './columns.ts';
import { bulkLimits } from './limits.ts';
import { actWords, capacityWords, kindWords, wordOf, yesWords } from './row-acts.ts';
import { readTitles } from './template-sql.ts';

const choicesSheet = 'Danh mục';

/** An empty table to fill in, with the province's own units and posts to choose from; what may be left out is said on its second sheet. */
export async function makeTemplate(database: Database): Promise<Buffer> {
  const { units, titles } = await inTransaction(database, async (tx) => ({ units: await readUnits(tx), titles: await readTitles(tx) }));
  return writeWorkbook([peopleSheet(), guideSheet(), choices(unitNames(units), titles.length > 0 ? titles : ['Chuyên viên'])]);
}

const choicesOf: Readonly<Record<string, ColumnChoices>> = {
  act: { texts: actWords.map(({ vi }) => vi) },
  unit: { sheet: choicesSheet, column: 1 },
  title: { sheet: choicesSheet, column: 2 },
  kind: { texts: kindWords.map(({ vi }) => vi) },
  capacity: { texts: capacityWords.map(({ vi }) => vi) },
  namesake: { texts: [wordOf(yesWords, true)] },
};
const inTemplate = (columns as readonly Column[]).filter(({ key }) => key !== 'familyMiddle' && key !== 'given');

function peopleSheet(): WrittenSheet {
  return {
    name: 'Danh sách',
    columns: inTemplate.map(({ key, vi, width }) => {
      const format = key === 'birthDate' || key === 'until' ? ('date' as const) : ('text' as const);
      const of = choicesOf[key];
      return { heading: vi, width, format, ...(of === undefined ? {} : { choices: of }) };
    }),
    rows: [],
    roomForRows: bulkLimits.templateRows,
  };
}

function guideSheet(): WrittenSheet {
  const general = [
    [
      'Mỗi dòng là một việc với một người. Nhập: congthu bulk check TỆP, rồi congthu bulk apply TỆP. Cả tệp được kiểm tra trước; có lỗi thì không dòng nào được thực hiện.',
    ],
    [
      'Mỗi tệp nhiều nhất',
      String(bulkLimits.rowsMax),
      'dòng. Dòng trống và các cột lạ được bỏ qua. Trong 24 giờ có thể huỷ phần chưa ai dùng: congthu bulk undo SỐ.',
    ],
  ];
  return {
    name: 'Hướng dẫn',
    above: general.map((line) => line.join(' ')),
    columns: [
      { heading: 'Cột', width: 24 },
      { heading: 'Tiếng Anh / in English', width: 24 },
      { heading: 'Ghi gì, để trống thì sao', width: 90 },
      { heading: 'Chọn một trong', width: 60 },
    ],
    rows: (columns as readonly Column[]).map(({ key, vi, en, help }) => {
      const of = choicesOf[key];
      return [vi, en, help, of !== undefined && 'texts' in of ? of.texts.join(', ') : null];
    }),
  };
}

function choices(units: readonly string[], titles: readonly string[]): WrittenSheet {
  const rows = Array.from({ length: Math.max(units.length, titles.length) }, (_, index) => [units[index] ?? null, titles[index] ?? null]);
  return {
    name: choicesSheet,
    columns: [
      { heading: 'Đơn vị', width: 60 },
      { heading: 'Chức vụ', width: 40 },
    ],
    rows,
    isHidden: true,
  };
}

/** As rows name them: the name, with that of the unit above where there are two of it. In the order of the tree. */
export function unitNames(units: readonly StateUnit[]): readonly string[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const counts = new Map<string, number>();
  for (const { name } of units) counts.set(searchKey(name), (counts.get(searchKey(name)) ?? 0) + 1);
  const below = Map.groupBy(units, ({ parentId }) => (parentId !== null && byId.has(parentId) ? parentId : null));
  const walk = (parent: UnitId | null): readonly StateUnit[] => (below.get(parent) ?? []).flatMap((unit) => [unit, ...walk(unit.id)]);
  return walk(null).map((unit) => {
    const above = unit.parentId === null ? undefined : byId.get(unit.parentId);
    return counts.get(searchKey(unit.name)) === 1 || above === undefined ? unit.name : `${unit.name} < ${above.name}`;
  });
}
