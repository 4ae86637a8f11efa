import { describe, expect, it } from 'vitest';
import { differencesText, planText, problemsText } from './plan-text.ts';

const nothing = { newDomains: [], created: [], changed: [], ended: [], identifiers: [], posts: [] };
const noNotes = { clashes: [], headless: [] };
const values = { kind: 'commune', code: null, parent: 1, above: 'Tỉnh', domain: 'a.vn', profile: null } as const;

describe('planText', () => {
  it('says in Vietnamese first what changes, who clashes and how it is settled', () => {
    const deeds = {
      ...nothing,
      changed: [{ unitId: 2, ...values, name: 'Xã Mới', was: { ...values, name: 'Xã Cũ', above: 'Huyện', parent: 3 } }],
      ended: [{ unitId: 3, name: 'Huyện', how: 'dissolve', heirs: [{ unit: 2, name: 'Xã Mới' }], mailboxTo: 2 }],
      addresses: [
        { owner: 'unit', accountId: 4, name: 'Xã Mới', from: 'cu@a.vn', to: { localPart: 'xamoi', domain: 'a.vn' }, how: 'rule' },
      ],
    };
    const notes = {
      clashes: [
        {
          owner: 'unit',
          name: 'Xã Mới',
          from: 'cu@a.vn',
          wanted: 'moi@a.vn',
          takenBy: 'Xã Khác',
          proposals: [{ localPart: 'moi2' }],
          given: null,
        },
      ],
    };
    const plan = { kind: 'units', title: { vi: 'Sắp xếp', en: 'Reorganisation' }, summary: [{ vi: 'Một', en: 'One' }], deeds, notes };
    expect(planText(plan, { effectiveOn: '2025-07-01', full: false }).split('\n')).toEqual([
      'Sắp xếp / Reorganisation',
      'Có hiệu lực / takes effect: 2025-07-01',
      '',
      '  • Một',
      '    One',
      '',
      'Đơn vị thay đổi / units that change',
      '  Xã Cũ: tên / name: Xã Mới; cấp trên / unit above: Huyện → Tỉnh',
      '',
      'Đơn vị kết thúc / units that end',
      '  Huyện: giải thể / is dissolved; tiếp nhận / heir: Xã Mới',
      '',
      'Địa chỉ trùng / clashes',
      '  Xã Mới (cu@a.vn): moi@a.vn của / belongs to Xã Khác; CHƯA CHỌN / not chosen; khác / others: moi2',
      '',
      'Địa chỉ mới / new addresses',
      '  cu@a.vn → xamoi@a.vn  Xã Mới',
    ]);
  });

  it('cuts long lists, and says how many lines more there are', () => {
    const change = {
      owner: 'person',
      accountId: 4,
      name: 'Ma Thị Lan',
      from: 'a@a.vn',
      to: { localPart: 'b', domain: 'a.vn' },
      how: 'rule',
    };
    const plan = {
      kind: 'units',
      title: { vi: 'a', en: 'a' },
      summary: [],
      notes: noNotes,
      deeds: { ...nothing, addresses: Array.from({ length: 50 }, () => change) },
    };
    const short = planText(plan, { effectiveOn: '2025-07-01', full: false });
    expect(short).toMatch(/và 10 dòng nữa/);
    expect(planText(plan, { effectiveOn: '2025-07-01', full: true }).split('\n').length).toBe(short.split('\n').length + 9);
  });
});

it('problems and differences are told with both sides', () => {
  expect(problemsText([{ what: 'cycle', vi: 'vòng', en: 'a ring' }], true)).toContain('! vòng\n  a ring');
  expect(differencesText([{ about: 'unit 3', planned: null, now: 'Xã Mới' }], true)).toContain('unit 3\n    - —\n    + Xã Mới');
});
