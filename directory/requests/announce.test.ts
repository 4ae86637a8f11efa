import { describe, expect, it } from 'vitest';
import type { PlanId, RequestId } from '#kernel/ids.ts';
import { noticeOf } from './announce.ts';
import { requestLimits } from './limits.ts';
import type { LineOutcome } from './outcome-sql.ts';
import { requestLineSchema } from './request-line.ts';

const asked = requestLineSchema.parse({ do: 'recruit', name: 'Ma Thị Sen', unit: '#80', post: 'Công chức' });
const line = (number: number, more: Partial<LineOutcome> = {}): LineOutcome => ({
  ...{
    number,
    asked,
    state: 'refused',
    planId: null,
    problems: [{ what: 'namesake', vi: 'Đã có người này', en: 'There is one' }],
    result: null,
  },
  ...more,
});
const request = (state: 'carried-out' | 'refused' | 'returned') => ({ id: 12 as RequestId, title: 'Đợt 1', state });
const result = {
  name: 'Ma Thị Sen',
  address: 'senmt@tinh.gov.vn',
  effectiveOn: '2027-01-04',
  summary: [{ vi: 'Giữ: Công chức', en: 'Begins: Công chức' }],
};

describe('what a unit is told', () => {
  it('is what became of each line, in both languages, with when and where people are reached', () => {
    const planned = line(1, { state: 'planned', planId: 7 as PlanId, problems: null, result });
    const { subject, text } = noticeOf(request('carried-out'), [planned, line(2)]);
    expect(subject).toBe('Đề nghị 12: đã thực hiện');
    expect(text).toContain('1. Tuyển dụng: Ma Thị Sen <senmt@tinh.gov.vn>: chờ đến ngày (2027-01-04)\n   - Giữ: Công chức\n');
    expect(text).toContain('2. Recruit: Ma Thị Sen: refused\n   - There is one\n');
  });

  it('is of a list that came back only why', () => {
    const { text } = noticeOf(request('returned'), [line(1, { state: 'open', problems: null })], 'Thiếu quyết định');
    expect(text).toMatch(/^Đề nghị 12 \(Đợt 1\): đã trả lại để sửa\.\nLý do: Thiếu quyết định\nHãy sửa rồi gửi lại/);
    expect(text).not.toContain('Ma Thị Sen');
  });

  it('is as long as somebody reads', () => {
    const lines = Array.from({ length: requestLimits.linesToldMax + 5 }, (_, index) => line(index + 1));
    const { text } = noticeOf(request('refused'), lines, 'Chưa có chỉ tiêu');
    expect(text.match(/^\d+\. Tuyển dụng/gm)).toHaveLength(requestLimits.linesToldMax);
    expect(text).toContain('… +5');
  });
});
