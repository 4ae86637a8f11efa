import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProfile } from './profile.fixture.ts';
import { unitKinds } from './unit-kind.ts';
import { type UnitToName, unitMailboxName } from './unit-mailbox-name.ts';

const bacKan = readProfile('bac-kan');

const named = (kind: UnitToName['kind'], name: string, parent: string | null = null, code: string | null = null) =>
  unitMailboxName(bacKan, { kind, name, code }, parent);

describe('unitMailboxName', () => {
  it('refuses an office or commune with nothing above it', () => {
    expect(named('office', 'Phòng Tổ chức').ok).toBe(false);
    expect(named('commune', 'Xã Dương Quang').ok).toBe(false);
  });

  it.each(['TT', 'a..b', '.a', 'đ', 'a b', ''])('refuses the code %j', (code) =>
    expect(named('agency', 'Sở Nội vụ', null, code).ok).toBe(false),
  );

  it('refuses a name nothing can be made of', () => expect(named('agency', '李 -').ok).toBe(false));

  it('refuses a reserved name', () => expect(named('district', 'Huyện Ad Min')).toMatchObject({ refusal: { kind: 'forbidden' } }));

  it('refuses what would be longer than a local part may be', () => {
    expect(named('commune', `Xã ${'Dài '.repeat(30)}`, 'tx').ok).toBe(false);
    expect(named('agency', 'Sở '.repeat(1000)).ok).toBe(false);
  });

  it.each([
    ['agency', 'Sở Thông tin và Truyền thông', null, 'tt', 'tt'],
    ['agency', 'Sở Nội vụ', null, null, 'nv'],
    ['agency', 'Sở Kế hoạch và Đầu tư', null, null, 'khdt'],
    ['agency', 'Sở Lao động - Thương binh và Xã hội', null, null, 'ldtbxh'],
    ['agency', 'Sở Văn hóa, Thể thao và Du lịch', null, null, 'vhttdl'],
    ['agency', 'Thanh tra tỉnh', null, null, 'ttt'],
    ['agency', 'Ban Quản lý các khu công nghiệp', null, null, 'qlkcn'],
    ['mass-organisation', 'Ủy ban Mặt trận Tổ quốc tỉnh', null, null, 'mttq'],
    ['mass-organisation', 'Uỷ ban Mặt trận Tổ quốc tỉnh', null, null, 'mttq'],
    ['mass-organisation', 'Tỉnh Đoàn', null, null, 'td'],
    ['district', 'Huyện Chợ Đồn', null, null, 'chodon'],
    ['district', 'Thị xã Bắc Kạn', null, 'tx', 'tx'],
    ['commune', 'Xã Dương Quang', 'tx', null, 'duongquang.tx'],
    ['commune', 'Xã Bằng Phúc', 'chodon', null, 'bangphuc.chodon'],
    ['commune', 'Thị trấn Chợ Mới', 'chomoi', null, 'chomoi.chomoi'],
    ['commune', 'Phường 5', 'tx', null, 'phuong5.tx'],
    ['office', 'Phòng Công nghệ thông tin', 'tt', 'phongcn', 'phongcn.tt'],
    ['office', 'Phòng Bưu chính Viễn thông', 'tt', null, 'bcvt.tt'],
  ] as const)('names the %s %s under %s with code %s: %5$s', (kind, name, parent, code, localPart) =>
    expect(named(kind, name, parent, code)).toEqual({ ok: true, value: localPart }),
  );

  it('puts the parent first where the profile says so', () => {
    const reversed = { ...bacKan, units: { ...bacKan.units, order: 'parent-first' as const } };
    const office: UnitToName = { kind: 'office', name: 'Phòng Công nghệ thông tin', code: 'phongcn' };
    expect(unitMailboxName(reversed, office, 'tt')).toEqual({ ok: true, value: 'tt.phongcn' });
  });

  it('does not take the beginning of a name for its kind word', () => {
    expect(named('commune', 'Xã Xãng Khao', 'tx')).toEqual({ ok: true, value: 'xangkhao.tx' });
    expect(named('agency', 'Sơ Nội vụ')).toEqual({ ok: true, value: 'snv' });
  });

  it('gives valid, unreserved names or refuses, the same for NFC and NFD', () => {
    const syllable = fc.string({ unit: fc.constantFrom(..."aăâbcdđeêghiklmnoôơpqrstuưvxyỳếộữẵÂĐƯ0 -'"), maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...unitKinds), syllable, (kind, name) => {
        const result = named(kind, name, 'tx');
        expect(named(kind, name.normalize('NFD'), 'tx')).toMatchObject({ ok: result.ok, ...(result.ok ? { value: result.value } : {}) });
        if (result.ok) expect(result.value).toMatch(/^(?!postmaster$|admin$)[a-z0-9]+(\.[a-z0-9]+)*$/);
      }),
    );
  });
});
