import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { personMailboxName } from '#directory/naming/person-mailbox-name.ts';
import { splitPersonName } from '#directory/naming/person-name.ts';
import { type PersonToPropose, proposePersonNames } from '#directory/naming/propose-person-names.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { unitMailboxName } from '#directory/naming/unit-mailbox-name.ts';

// What each regulation asks for, as far as REQ-DIR-3 … REQ-DIR-8 record it.

type UnitRow = readonly [kind: UnitKind, name: string, parent: string | null, code: string | null, mailbox: string];

function rulesOf(id: string) {
  const profile = namingProfileSchema.parse(parse(readFileSync(new URL(`${id}.yaml`, import.meta.url), 'utf8')));
  const split = (fullName: string) => {
    const name = splitPersonName(fullName);
    if (!name.ok) throw new Error(name.refusal.message);
    return name.value;
  };
  return {
    unit: ([kind, name, parent, code]: UnitRow) => unitMailboxName(profile, { kind, name, code }, parent),
    person: (fullName: string, unitMailbox: string) => personMailboxName(profile, split(fullName), unitMailbox),
    proposals: (fullName: string, facts: Omit<PersonToPropose, 'name'>, ...everUsed: string[]) =>
      proposePersonNames(profile, { name: split(fullName), ...facts }, (localPart) => everUsed.includes(localPart)).map(
        ({ localPart }) => localPart,
      ),
  };
}

const named = (localPart: string) => ({ ok: true, value: localPart });

describe('Bắc Kạn, 1352/2010/QĐ-UBND', () => {
  const rules = rulesOf('bac-kan');

  it.each<UnitRow>([
    ['agency', 'Sở Thông tin và Truyền thông', 'ubnd', 'tt', 'tt'], // the regulation's own code
    ['agency', 'Sở Nội vụ', 'ubnd', null, 'nv'],
    ['agency', 'Sở Kế hoạch và Đầu tư', 'ubnd', null, 'khdt'],
    ['office', 'Phòng Công nghệ thông tin', 'tt', 'phongcn', 'phongcn.tt'],
    ['office', 'Phòng Bưu chính Viễn thông', 'tt', null, 'bcvt.tt'],
    ['district', 'Thị xã Bắc Kạn', 'ubnd', 'tx', 'tx'],
    ['district', 'Huyện Chợ Đồn', 'ubnd', null, 'chodon'],
    ['commune', 'Xã Dương Quang', 'tx', null, 'duongquang.tx'],
    ['commune', 'Xã Bằng Phúc', 'chodon', null, 'bangphuc.chodon'],
    ['commune', 'Thị trấn Chợ Mới', 'chomoi', null, 'chomoi.chomoi'],
    ['mass-organisation', 'Hội Nông dân tỉnh', 'ubnd', null, 'nd'],
  ])('%s %s under %s, code %s: %s', (...row) => expect(rules.unit(row)).toEqual(named(row[4])));

  it.each([
    ['Nguyễn Văn Anh', 'tt', 'anhnv.tt'],
    ['Âu Dương Thị Hoa', 'tt', 'hoaadt.tt'],
    ['Giàng A Páo', 'duongquang.tx', 'paoga.duongquang.tx'],
    ["H'Hen Niê", 'chodon', 'nieh.chodon'],
    ['Sáng', 'tx', 'sang.tx'],
  ])('%s, %s: %s', (fullName, unitMailbox, localPart) => expect(rules.person(fullName, unitMailbox)).toEqual(named(localPart)));

  it('offers the unit head names that are easy to remember, without the year of birth where others do', () =>
    expect(rules.proposals('Nguyễn Văn Anh', { unitMailbox: 'tt', birthDate: '1985-02-03' }, 'anhnv.tt')).toEqual([
      ...['anhnv2.tt', 'anhnvan.tt', 'vananhn.tt', 'anhnguyenv.tt', 'anhnguyenvan.tt', 'nvanh.tt', 'nguyenvananh.tt', 'anhnv1985.tt'],
    ]));
});

describe('Nghệ An, 99/2025/QĐ-UBND', () => {
  const rules = rulesOf('nghe-an');

  it.each<UnitRow>([
    ['agency', 'Sở Nội vụ', 'ubnd', null, 'nv'],
    ['office', 'Phòng Tổ chức', 'nv', null, 'tc.nv'],
    ['commune', 'Xã Yên Thành', 'ubnd', null, 'yenthanh'],
    ['commune', 'Phường 5', 'ubnd', null, 'phuong5'],
  ])('%s %s under %s, code %s: %s', (...row) => expect(rules.unit(row)).toEqual(named(row[4])));

  it('names people without their unit, so that a transfer changes no address', () => {
    expect(rules.person('Nguyễn Văn Anh', 'nv')).toEqual(named('anhnv'));
    expect(rules.person('Nguyễn Văn Anh', 'yenthanh')).toEqual(named('anhnv'));
  });

  it('tells namesakes apart by an ordinal number first', () => {
    const facts = { unitMailbox: 'nv', birthDate: '1985-02-03', identityDigits: '4711' };
    expect(rules.proposals('Nguyễn Văn Anh', facts, 'anhnv')[0]).toBe('anhnv2');
    expect(rules.proposals('Nguyễn Văn Anh', facts, 'anhnv', 'anhnv2')[0]).toBe('anhnv3');
    expect(rules.proposals('Ngô Vi Ánh', facts, 'anhnv', 'anhnv2', 'anhnv3')[0]).toBe('anhnv4');
    expect(rules.proposals('Nguyễn Văn Anh', facts, 'anhnv').filter((localPart) => /1985|4711/.test(localPart))).toEqual([]);
  });

  it('does not give out what means the system, now that no unit follows', () =>
    expect(rules.person('Lê Mai', 'nv')).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } }));
});

describe('Ninh Bình, 162/2025/QĐ-UBND', () => {
  const rules = rulesOf('ninh-binh');

  it.each<UnitRow>([
    ['agency', 'Sở Khoa học và Công nghệ', 'ubnd', null, 'khcn'],
    ['office', 'Phòng Tổ chức', 'khcn', null, 'tc.khcn'],
    ['commune', 'Xã Gia Viễn', 'ubnd', null, 'giavien'],
  ])('%s %s under %s, code %s: %s', (...row) => expect(rules.unit(row)).toEqual(named(row[4])));

  it.each([
    ['Nguyễn Văn Anh', 'khcn', 'anhnv.khcn'],
    ['Đinh Thị Minh Nguyệt', 'giavien', 'nguyetdtm.giavien'],
  ])('is ten+initials.unit: %s, %s: %s', (fullName, unitMailbox, localPart) =>
    expect(rules.person(fullName, unitMailbox)).toEqual(named(localPart)),
  );

  it('keeps the unit in whatever it proposes', () =>
    expect(rules.proposals('Nguyễn Văn Anh', { unitMailbox: 'khcn' }, 'anhnv.khcn')).toEqual([
      ...['anhnv2.khcn', 'anhnvan.khcn', 'vananhn.khcn', 'anhnguyenv.khcn', 'anhnguyenvan.khcn', 'nvanh.khcn', 'nguyenvananh.khcn'],
    ]));
});

describe('Đồng Tháp, 143/2025/QĐ-UBND', () => {
  const rules = rulesOf('dong-thap');

  it.each<UnitRow>([
    ['agency', 'Sở Nội vụ', 'ubnd', null, 'nv'],
    ['office', 'Phòng Tổ chức', 'nv', null, 'nv.tc'], // sở.phòng
    ['office', 'Phòng Công nghệ thông tin', 'tt', 'phongcn', 'tt.phongcn'], // REQ-DIR-5
    ['commune', 'Xã Mỹ An', 'ubnd', null, 'myan'],
  ])('%s %s under %s, code %s: %s', (...row) => expect(rules.unit(row)).toEqual(named(row[4])));

  it.each([
    ['Nguyễn Văn Anh', 'nguyenvananh'],
    ['Đặng Thị Ngọc Thịnh', 'dangthingocthinh'],
    ['Út', 'ut'],
  ])('joins the whole name: %s, %s', (fullName, localPart) => expect(rules.person(fullName, 'nv')).toEqual(named(localPart)));

  it('tells namesakes apart by the year of birth first, then by number where that is taken or not known', () => {
    const facts = { unitMailbox: 'nv', birthDate: '1985-02-03' };
    expect(rules.proposals('Nguyễn Văn Anh', facts, 'nguyenvananh')[0]).toBe('nguyenvananh1985');
    expect(rules.proposals('Nguyễn Văn Anh', facts, 'nguyenvananh', 'nguyenvananh1985')[0]).toBe('nguyenvananh2');
    expect(rules.proposals('Nguyễn Văn Anh', { unitMailbox: 'nv' }, 'nguyenvananh')[0]).toBe('nguyenvananh2');
  });
});

describe('Bắc Ninh, 79/2025/QĐ-UBND', () => {
  const rules = rulesOf('bac-ninh');
  const facts = { unitMailbox: 'snv', identityDigits: '4711' };

  it.each<UnitRow>([
    ['agency', 'Sở Thông tin và Truyền thông', 'ubnd', null, 'stttt'], // the example of 06/2022/QĐ-UBND
    ['agency', 'Sở Văn hóa, Thể thao và Du lịch', 'ubnd', null, 'svhttdl'],
    ['office', 'Phòng Tổ chức', 'snv', null, 'tc.snv'],
    ['commune', 'Xã Tam Giang', 'ubnd', null, 'tamgiang'],
  ])('%s %s under %s, code %s: %s', (...row) => expect(rules.unit(row)).toEqual(named(row[4])));

  it('puts the initials before the given name', () => expect(rules.person('Nguyễn Văn Anh', 'snv')).toEqual(named('nvanh')));

  it('makes no use of an identity number, even where it is known', () => {
    const proposals = rules.proposals('Nguyễn Văn Anh', facts, 'nvanh');
    expect(proposals).toEqual(['nvanh2', 'anhnvan', 'vananhn', 'anhnguyenvan', 'nguyenvananh']);
  });

  it('does, and first of all, once the province has switched it on', () => {
    const text = readFileSync(new URL('bac-ninh.yaml', import.meta.url), 'utf8');
    const profile = namingProfileSchema.parse(parse(text.replace('identityDigits: false', 'identityDigits: true')));
    const person = { name: { family: 'Nguyễn', middle: 'Văn', given: 'Anh' }, ...facts };
    expect(proposePersonNames(profile, person, (localPart) => localPart === 'nvanh')[0]).toMatchObject({
      localPart: 'nvanh4711',
      how: 'identity-digits',
    });
  });
});

describe('Thái Nguyên, after the merger', () => {
  const rules = rulesOf('thai-nguyen');

  it.each<UnitRow>([
    ['commune', 'Xã Chợ Đồn', 'ubnd', null, 'chodon'],
    ['commune', 'Phường Bắc Kạn', 'ubnd', null, 'backan'],
    ['agency', 'Sở Nội vụ', 'ubnd', null, 'nv'],
  ])('%s %s under %s, code %s: %s', (...row) => expect(rules.unit(row)).toEqual(named(row[4])));

  it('names people as Bắc Kạn did', () => expect(rules.person('Nguyễn Văn Anh', 'chodon')).toEqual(named('anhnv.chodon')));
});
