import { describe, expect, it } from 'vitest';
import type { UnitId } from '#kernel/ids.ts';
import { figuresOf, unit } from './document/report.fixture.ts';
import { letterheadOf } from './letterhead.ts';

const ofProvince = figuresOf([unit(1, null, 'Ủy ban nhân dân tỉnh Bắc Kạn'), unit(2, 1, 'Sở Nội vụ')]);
const ofUnit = { ...ofProvince, unit: { id: 2 as UnitId, name: 'Sở Nội vụ', superior: 'Ủy ban nhân dân tỉnh Bắc Kạn' } };
const settings = { superior: 'UBND tỉnh', issuer: 'Sở Thông tin và Truyền thông', place: 'Bắc Kạn', signerTitle: 'Giám đốc' };
const asked = (figures: typeof ofProvince, more: object = {}, from: object = settings) => {
  const made = letterheadOf({ figures, settings: from, asked: more, provinceName: 'Tỉnh Bắc Kạn' });
  return made.ok ? made.value : made.refusal.kind;
};

describe('who issues a report', () => {
  it.each([
    { signer: 'An\nBình' },
    { place: ' ' },
    { issuer: 'x'.repeat(301) },
    { recipients: Array(31).fill('UBND tỉnh') },
    { recipients: ['\u202Exyz'] },
  ])('is refused where it does not fit onto a page or shows something else: %j', (more) => {
    expect(asked(ofProvince, more)).toBe('invalid');
  });

  it('is who is configured for the province, and the province itself where nobody is', () => {
    expect(asked(ofProvince)).toMatchObject({ ...settings, signer: null, recipients: [] });
    expect(asked(ofProvince, {}, {})).toMatchObject({ superior: null, issuer: 'Ủy ban nhân dân tỉnh Bắc Kạn', place: 'Bắc Kạn' });
    expect(asked(figuresOf([]), {}, {})).toMatchObject({ issuer: 'Tỉnh Bắc Kạn' });
  });

  it('is the unit itself under the one above it, whatever is configured for the province', () => {
    expect(asked(ofUnit)).toMatchObject({
      superior: 'Ủy ban nhân dân tỉnh Bắc Kạn',
      issuer: 'Sở Nội vụ',
      place: 'Bắc Kạn',
      signerTitle: 'Thủ trưởng đơn vị',
    });
  });

  it('is what was said for this report before all else', () => {
    expect(asked(ofUnit, { issuer: 'Văn phòng Sở', signer: 'Hà Văn Sơn' })).toMatchObject({ issuer: 'Văn phòng Sở', signer: 'Hà Văn Sơn' });
  });
});
