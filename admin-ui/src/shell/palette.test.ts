import { describe, expect, it } from 'vitest';
import type { WebSession } from '../api/session.ts';
import { actsFor } from './acts.ts';
import { isMeant } from './meant.ts';
import { type Recent, withRecent } from './recent.ts';

describe('what is meant', () => {
  it.each([
    ['Phòng Công nghệ thông tin', 'cong nghe', true],
    ['Phòng Công nghệ thông tin', 'CÔNG nghệ', true],
    ['Phòng Công nghệ thông tin', 'tin cong', true],
    ['Phòng Công nghệ thông tin', 'ong', false],
    ['Sở Nội vụ nv@backan.gov.vn', 'nv', true],
    ['Sở Lao động – Thương binh', 'dong thuong', true],
    ['Trang đầu', '', true],
  ])('%s by “%s”: %s', (label, typed, is) => {
    expect(isMeant(label, typed)).toBe(is);
  });
});

describe('what was chosen lately', () => {
  const unit = (id: string): Recent => ({ kind: 'unit', id, label: id });

  it('comes first, once, and only a few are kept', () => {
    expect(withRecent([unit('1'), unit('2')], unit('2'))).toEqual([unit('2'), unit('1')]);
    expect(withRecent([unit('1')], { ...unit('1'), kind: 'person' })).toHaveLength(2);
    expect(
      withRecent(
        Array.from({ length: 20 }, (_, at) => unit(`${at}`)),
        unit('x'),
      ),
    ).toHaveLength(8);
  });
});

describe('acts', () => {
  const session = (change: object) => ({ acts: [], roles: [], heads: [], ...change }) as unknown as WebSession;
  const keys = (change: object) => actsFor(session(change)).map(({ key }) => key);

  it('are offered to who may do them, and to staff only their own', () => {
    expect(keys({})).toEqual(['changePassword', 'addDevice']);
    expect(keys({ acts: ['plan.make'] })).toContain('createUnit');
    expect(keys({ heads: [{ unitId: 3 }] })).toEqual(expect.arrayContaining(['makeRequest', 'issueReport']));
    expect(keys({ heads: [{ unitId: 3 }] })).not.toContain('newPerson');
  });
});
