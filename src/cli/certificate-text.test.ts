import { describe, expect, it } from 'vitest';
import type { ListedCertificate } from '#directory/certificates/list-certificates-sql.ts';
import type { AccountId, CertificateId, PlanId, UnitId } from '#kernel/ids.ts';
import { certificateLine, certificateText, pemOf } from './certificate-text.ts';

const certificate: ListedCertificate = {
  ...{
    id: 7 as CertificateId,
    accountId: 3 as AccountId,
    kind: 'unit',
    personId: null,
    unitId: 4 as UnitId,
    name: 'Sở Y tế',
    address: 'yt@tinh.gov.vn',
    post: null,
  },
  ...{ serial: '5A01', issuer: 'CN=CA', subject: 'CN=Sở Y tế', addresses: [], keyUsage: [], fingerprint: 'ab' },
  // The evening of the 31st in UTC is the 1st in Vietnam.
  ...{ notBefore: new Date('2024-12-31T20:00:00Z'), notAfter: new Date('2027-12-31T20:00:00Z') },
  ...{ state: 'to-hand-over', since: '2026-07-01', cause: 'head-changed', reason: 'QĐ 12', planId: 5 as PlanId, handOverTo: 'Đàm Thị Mới' },
};

describe('a certificate for people', () => {
  it('says in one line what is asked, why, by what, and to whom', () => {
    expect(certificateLine(certificate)).toBe(
      '    7  Sở Y tế <yt@tinh.gov.vn>  số 5A01 · đến / until 2028-01-01 · phải bàn giao / to be handed over · ' +
        'thay đổi người đứng đầu đơn vị / another heads the unit, QĐ 12, kế hoạch / plan 5 · cho / to Đàm Thị Mới',
    );
  });

  it('shows in full what it says, all that it was, and itself', () => {
    const change = {
      at: new Date('2026-06-30T18:00:00Z'),
      state: 'valid',
      since: '2026-07-01',
      cause: null,
      reason: null,
      planId: null,
      by: 'a@b',
    } as const;
    const text = certificateText(certificate, [change], pemOf(Buffer.alloc(60)));
    expect(text).toContain('2026-07-01 01:00  còn hiệu lực / valid · từ / since 2026-07-01 · do / by a@b');
    expect(text).toMatch(/key usage +—$/m);
    expect(
      text
        .split('\n')
        .slice(-4)
        .map((line) => line.length),
    ).toEqual([27, 64, 16, 25]);
  });
});
