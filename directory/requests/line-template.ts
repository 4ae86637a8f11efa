import { unitNames } from '#directory/bulk/template.ts';
import { readTitles } from '#directory/bulk/template-sql.ts';
import { readUnits } from '#directory/lifecycle/units/org-state-sql.ts';
import { type Database, inTransaction } from '#io/database.ts';
import type { ColumnChoices, WrittenSheet } from '#io/spreadsheet/workbook.ts';
import { writeWorkbook } from '#io/spreadsheet/write-workbook.ts';
import { requestLimits } from './limits.ts';
import { fileColumns } from './line-columns.ts';
import { dayColumns, lineWords } from './line-words.ts';

const choicesSheet = 'Danh mục';
/** A table has the name whole, and the unit with that above it. */
const inTemplate = fileColumns.filter(({ key }) => key !== 'familyMiddle' && key !== 'given' && key !== 'above');

/** A list to fill in, with the province's own units and posts to choose from; what each column is for is said on its second sheet. */
export async function makeLineTemplate(database: Database): Promise<Buffer> {
  const { units, titles } = await inTransaction(database, async (tx) => ({ units: await readUnits(tx), titles: await readTitles(tx) }));
  return writeWorkbook([linesSheet(), guideSheet(), choices(unitNames(units), titles)]);
}

function choicesOf(key: string): ColumnChoices | undefined {
  if (key === 'unit' || key === 'from') return { sheet: choicesSheet, column: 1 };
  if (key === 'post') return { sheet: choicesSheet, column: 2 };
  return key in lineWords ? { texts: lineWords[key as keyof typeof lineWords].map(({ vi }) => vi) } : undefined;
}

function linesSheet(): WrittenSheet {
  return {
    name: 'Danh sách',
    columns: inTemplate.map(({ key, vi, width }) => {
      const of = choicesOf(key);
      return { heading: vi, width, format: dayColumns.has(key) ? 'date' : 'text', ...(of === undefined ? {} : { choices: of }) };
    }),
    rows: [],
    roomForRows: requestLimits.linesMax,
  };
}

function guideSheet(): WrittenSheet {
  return {
    name: 'Hướng dẫn',
    above: [
      `Mỗi dòng là một việc với một người, nhiều nhất ${requestLimits.linesMax} dòng. Gửi: congthu request make --unit ĐƠN-VỊ --file TỆP`,
    ],
    columns: [
      { heading: 'Cột', width: 26 },
      { heading: 'Tiếng Anh / in English', width: 24 },
      { heading: 'Ghi gì, để trống thì sao', width: 90 },
      { heading: 'Chọn một trong', width: 60 },
    ],
    rows: inTemplate.map(({ key, vi, en, help }) => {
      const of = choicesOf(key);
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
