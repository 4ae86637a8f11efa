import { describe, expect, it } from 'vitest';
import {
  csvOf,
  csvToKeep,
  doubtfulColumns,
  editedTable,
  faultsIn,
  isChanged,
  withCell,
  withColumn,
  withHeading,
  withLeftOut,
} from './edited-table.ts';

const column = (key: string | null, heading: string, name = heading) => ({ key, heading, name, choices: [] });
const table = editedTable({
  headingRow: 3,
  columns: [column('name', 'Họ tên', 'Họ và tên'), column('unit', 'Cơ quan', 'Đơn vị')],
  others: [column('title', 'Chức vụ')],
  rows: [
    { row: 4, cells: ['Lò Thị "Mới"', 'Sở Yt'] },
    { row: 7, cells: ['=1+1', 'nv'] },
  ],
});
const fault = (row: number | null, heading: string | null) => ({ what: 'x', vi: 'v', en: 'e', row, column: heading });

describe('a table that is put right', () => {
  it('is sent with every row on the line of its number, quoted', () => {
    expect(csvOf(table).split('\r\n')).toEqual(['', '', '"Họ tên","Cơ quan"', '"Lò Thị ""Mới""","Sở Yt"', '', '', '"=1+1","nv"']);
  });

  it('is kept on the disk so that no spreadsheet program runs any of it', () => {
    expect(csvToKeep(table).startsWith('\uFEFF')).toBe(true);
    expect(csvToKeep(table)).toContain(`"'=1+1","nv"`);
  });

  it('leaves rows out and takes them back, and keeps the numbers of the others', () => {
    const without = withLeftOut(table, 4, true);
    expect(csvOf(without).split('\r\n')).toEqual(['', '', '"Họ tên","Cơ quan"', '', '', '', '"=1+1","nv"']);
    expect(csvOf(withLeftOut(without, 4, false))).toBe(csvOf(table));
  });

  it('knows which cells were changed, and is the same where nothing was', () => {
    expect(withCell(table, 4, 1, 'Sở Yt')).toBe(table);
    const changed = withCell(table, 4, 1, 'Sở Y tế');
    expect([isChanged(changed, 4, 1), isChanged(changed, 4, 0)]).toEqual([true, false]);
    expect(csvOf(changed)).toContain('"Sở Y tế"');
    expect(table.rows[0]!.cells[1]).toBe('Sở Yt');
  });

  it('takes columns it did not have, once', () => {
    const wider = withColumn(table, table.others[0]!);
    expect(wider.others).toEqual([]);
    expect(csvOf(wider)).toContain('"Họ tên","Cơ quan","Chức vụ"');
    expect(wider.rows[1]!.cells).toEqual(['=1+1', 'nv', '']);
  });

  it('has headings doubted that are nearly known or stand twice; they are said, or left out with their cells', () => {
    const doubted = { ...table, columns: [table.columns[0]!, column(null, 'Đơn vj')] };
    expect(doubtfulColumns(doubted)).toEqual([1]);
    expect(doubtfulColumns({ ...table, columns: [table.columns[0]!, column('name', 'Họ và tên')] })).toEqual([1]);
    expect(doubtfulColumns(withHeading(doubted, 1, table.columns[1]!))).toEqual([]);
    const without = withHeading(withCell(doubted, 7, 1, 'yt'), 1, null);
    expect(csvOf(without).split('\r\n').at(-1)).toBe('"=1+1"');
    expect(without.changed).toEqual([]);
  });
});

describe('faults', () => {
  it('stand in their cells, by the heading of the file or of the template; else with their row, or above the table', () => {
    const { whole, byRow } = faultsIn(table, [
      fault(null, null),
      fault(3, 'Họ tên'),
      fault(4, 'Cơ quan'),
      fault(4, 'Đơn vị'),
      fault(7, 'Loại chức vụ'),
    ]);
    expect(whole).toHaveLength(2);
    expect(byRow.get(4)!.get(1)).toHaveLength(2);
    expect(byRow.get(7)!.get(-1)).toHaveLength(1);
  });
});
