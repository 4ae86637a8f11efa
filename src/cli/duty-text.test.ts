import { describe, expect, it } from 'vitest';
import type { Duties, UnitDuties } from '#directory/duties/duty-figures.ts';
import type { UnitId } from '#kernel/ids.ts';
import { accountText, mailboxesText, reportText } from './duty-text.ts';

const duties = (met: number, required: number): Duties => ({
  ...{ mailbox: { met, required }, head: { met: 0, required: 0 }, people: { count: 2, met, required: required * 2 } },
});
const unit = (unitId: number, parentId: number | null, name: string, own: Duties, all = own): UnitDuties => ({
  ...{ unitId: unitId as UnitId, parentId: parentId as UnitId | null, name, own, all },
});

describe('a report', () => {
  it('has units under those above them, and sums where there are any below', () => {
    const units = [unit(3, 9, 'Sở', duties(1, 3), duties(3, 6)), unit(4, 3, 'Phòng', duties(2, 3))];
    const [, ...lines] = reportText({ from: '2026-03-02', to: '2026-03-04' }, units).split('\n');
    expect(lines).toEqual([
      'Sở: hộp thư / mailbox 1/3 (33 %) · thủ trưởng / head – · 2 cán bộ / people 1/6 (16 %)',
      '  cả cấp dưới / with those below: hộp thư / mailbox 3/6 (50 %) · thủ trưởng / head – · 2 cán bộ / people 3/12 (25 %)',
      '  Phòng: hộp thư / mailbox 2/3 (66 %) · thủ trưởng / head – · 2 cán bộ / people 2/6 (33 %)',
    ]);
  });
});

it('the mailboxes of a unit are told apart', () => {
  const mailbox = { accountId: 1 as never, kind: 'personal', name: 'Ma Thị Lan', address: 'lanmt@x.vn', required: 22, met: 20 } as const;
  expect(mailboxesText([mailbox])).toBe('20/22 (90 %)      Ma Thị Lan <lanmt@x.vn>');
  expect(mailboxesText([])).toMatch(/no mailbox was to be read/);
});

describe('one mailbox', () => {
  it('says who looked in which part of a day, and who did not', () => {
    const days = [
      {
        ...{ day: '2026-03-02', isMet: false, head: false },
        parts: [
          { part: '00:00-12:00', by: ['a@x.vn', 'b@x.vn'] },
          { part: '12:00-24:00', by: [] },
        ],
      },
    ];
    const account = { accountId: 1 as never, kind: 'unit', name: 'Sở', address: 's@x.vn', unitId: null } as const;
    expect(accountText({ ...account, days, mailbox: { required: 1, met: 0 }, head: { required: 1, met: 0 } }).split('\n')).toEqual([
      'Sở <s@x.vn>',
      '2026-03-02  chưa / not met   00:00-12:00 a@x.vn, b@x.vn  12:00-24:00 –  thủ trưởng / head: –',
      'Đọc đủ / read: 0/1 (0 %)',
      'Thủ trưởng xem / reviewed by the head: 0/1 (0 %)',
    ]);
  });
});
