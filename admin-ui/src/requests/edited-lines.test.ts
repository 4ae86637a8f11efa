import { describe, expect, it } from 'vitest';
import { changesOf, editedLines, newLine, placeOf, remarksOf } from './edited-lines.ts';
import { emptyLine } from './line-fields.ts';

const kept = (number: number, name: string, state: 'open' | 'struck' = 'open') => ({
  ...{ number, asked: { do: 'recruit', name, unit: '#5', post: 'Công chức', capacity: 'full' }, state, planId: null },
  ...{ problems: null, result: null, planState: null, from: null },
});
const before = editedLines([kept(1, 'Lâm Thị Mai'), kept(2, 'Lâm Thị Lan'), kept(3, 'Lâm Thị Huệ', 'struck')]);

describe('what was changed of a list', () => {
  it('is nothing where nothing was, or what was added was taken away again', () => {
    expect(changesOf(before, before)).toEqual([]);
    expect(changesOf(before, [...before, { ...newLine(emptyLine), isStruck: true }])).toEqual([]);
  });

  it('is only what somebody touched', () => {
    const [first, second, third] = before;
    const added = newLine({ ...emptyLine, do: 'leave', person: 'a@b.vn' });
    const after = [{ ...first!, fields: { ...first!.fields, name: 'Lâm Thị Mây' } }, { ...second!, isStruck: true }, third!, added];
    expect(changesOf(before, after)).toEqual([
      { do: 'set', number: 1, line: { do: 'recruit', name: 'Lâm Thị Mây', unit: '#5', post: 'Công chức' } },
      { do: 'strike', number: 2 },
      { do: 'add', line: { do: 'leave', person: 'a@b.vn' } },
    ]);
  });

  it('takes a struck line back', () => {
    expect(
      changesOf(
        before,
        before.map((line) => ({ ...line, isStruck: false })),
      ),
    ).toMatchObject([{ do: 'set', number: 3 }]);
  });
});

it.each([
  ['/lines/3/unit', { line: 4, column: 'unit' }],
  ['/lines/0', { line: 1, column: null }],
  ['/changes/1/line/name', { line: 2, column: 'name' }],
  ['/changes/1/line', { line: 2, column: null }],
  ['/title', null],
  [undefined, null],
])('%s points at %j', (at, place) => {
  expect(placeOf(at)).toEqual(place);
});

it('a refusal is told at the lines it is about', () => {
  const problem = {
    ...{ type: 'urn:congthu:problem:invalid', title: '', status: 400, detail: '', instance: '' },
    problems: [
      { what: 'unknown-unit', at: '/lines/1/unit', detail: 'Không có đơn vị' },
      { what: 'limit', at: '/title', detail: 'dài quá' },
    ],
  };
  expect(remarksOf(problem, (line) => before[line - 1])).toEqual([{ key: 'line-2', column: 'unit', text: 'Không có đơn vị' }]);
});
