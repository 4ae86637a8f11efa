import { describe, expect, it } from 'vitest';
import type { Unit } from '../api/api-contract.ts';
import { emptyLine, fieldsOf, lineOf, missingColumns, unitIdOf } from './line-fields.ts';

describe('a line', () => {
  it('lacks what its kind of thing cannot do without', () => {
    expect(missingColumns(emptyLine)).toEqual(['name', 'unit', 'post']);
    expect(missingColumns({ ...emptyLine, do: 'leave', name: 'x', post: 'y' })).toEqual(['person']);
    expect(missingColumns({ ...emptyLine, do: 'rename', person: 'a@b.vn', name: '  ' })).toEqual(['name']);
  });

  it('asks only what is said, of what its kind of thing takes', () => {
    const typed = { ...emptyLine, name: ' Hoàng Thị Bình ', unit: '#5', post: 'Công chức', person: 'left from before', from: '#9' };
    expect(lineOf(typed)).toEqual({ do: 'recruit', name: 'Hoàng Thị Bình', unit: '#5', post: 'Công chức' });
    expect(lineOf({ ...typed, do: 'leave', person: 'a@b.vn', on: '2026-12-01' })).toEqual({
      do: 'leave',
      person: 'a@b.vn',
      on: '2026-12-01',
    });
    expect(lineOf({ ...typed, kind: 'head', ifHeaded: 'replace', isNamesake: true })).toMatchObject({
      ...{ kind: 'head', ifHeaded: 'replace', isNamesake: true },
    });
  });

  it('is written into fields and back', () => {
    const line = { do: 'transfer', person: 'a@b.vn', called: 'Lý Thị Nga', unit: 'Sở Nội vụ', post: 'Phó Giám đốc', from: '#4' } as const;
    expect(lineOf(fieldsOf(line))).toEqual(line);
  });
});

describe('the unit that a line names', () => {
  const unit = (id: number, name: string): Unit => ({
    ...{ id, parentId: null, name, kind: 'agency', code: null, domain: 'backan.gov.vn', address: null },
  });
  const units = [unit(1, 'Sở Nội vụ'), unit(2, 'Văn phòng'), unit(3, 'Văn phòng')];

  it.each([
    ['#3', 3],
    ['sở nội vụ ', 1],
    ['Văn phòng', undefined],
    ['Sở Y tế', undefined],
    ['', undefined],
  ])('%j is %s', (named, id) => {
    expect(unitIdOf(named, units)).toBe(id);
  });
});
