import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findClashes } from './clash.ts';
import { nameUnits, type UnitInTree } from './name-units.ts';
import { readProfile } from './profile.fixture.ts';
import type { UnitKind } from './unit-kind.ts';

const read = (path: string) => readFileSync(new URL(`../../config/${path}`, import.meta.url), 'utf8');
const bacKan = readProfile('bac-kan');

const unit = (key: string, kind: UnitKind, parent: string | null, domain: string | null = null): UnitInTree<string> => ({
  key,
  kind,
  name: key,
  parent,
  code: null,
  domain,
});

describe('nameUnits', () => {
  it('refuses a unit whose parent does not exist, and names it', () =>
    expect(nameUnits(bacKan, [unit('Xã A', 'commune', 'Huyện B')])).toMatchObject({
      ok: false,
      refusal: [{ key: 'Xã A', refusal: { kind: 'not-found' } }],
    }));

  it('refuses a root without a domain', () => expect(nameUnits(bacKan, [unit('Huyện B', 'district', null)]).ok).toBe(false));

  it('refuses a ring of units above one another', () =>
    expect(nameUnits(bacKan, [unit('Phòng A', 'office', 'Phòng B'), unit('Phòng B', 'office', 'Phòng A')])).toMatchObject({
      ok: false,
      refusal: [{ refusal: { kind: 'limit' } }, { refusal: { kind: 'limit' } }],
    }));

  it('says the same of a tree too deep whichever order it is given in', () => {
    const deep = Array.from({ length: 9 }, (_, depth) => unit(`Phòng ${depth}`, 'office', depth === 0 ? 'Sở A' : `Phòng ${depth - 1}`));
    const units = [unit('Sở A', 'agency', null, 'a.vn'), ...deep];
    const refusedKeys = (result: ReturnType<typeof nameUnits<string>>) => (result.ok ? [] : result.refusal.map(({ key }) => key));
    const downwards = refusedKeys(nameUnits(bacKan, units));
    expect(downwards).toEqual(['Phòng 7', 'Phòng 8']);
    expect(refusedKeys(nameUnits(bacKan, units.toReversed())).toReversed()).toEqual(downwards);
  });

  it('gives every problem, not only the first', () =>
    expect(nameUnits(bacKan, [unit('李', 'district', null, 'a.vn'), unit('Xã A', 'commune', '李')])).toMatchObject({
      refusal: [{ key: '李' }, { key: 'Xã A' }],
    }));

  it('takes the parent after the child as well as before', () =>
    expect(nameUnits(bacKan, [unit('Xã Yên Mỹ', 'commune', 'Huyện B'), unit('Huyện B', 'district', null, 'a.vn')])).toEqual({
      ok: true,
      value: [
        { key: 'Xã Yên Mỹ', localPart: 'yenmy.b', domain: 'a.vn' },
        { key: 'Huyện B', localPart: 'b', domain: 'a.vn' },
      ],
    }));
});

describe('the units of Bắc Kạn', () => {
  // No field but one is quoted, so the file can be read here without the parser that the tests are not about.
  const rows = read('provinces/bac-kan/units.csv').trim().split('\n').slice(1);
  const fields = rows.map((row) => row.match(/(?:"[^"]*"|[^,]*)(?:,|$)/g)!.map((field) => field.replace(/,$/, '').replace(/^"|"$/g, '')));
  const units = fields.map(([name, kind, parent, code, domain], index): UnitInTree<number> => {
    const above = parent === '' ? null : fields.findIndex((other) => other[0] === parent);
    return { key: index, name: name!, kind: kind as UnitKind, parent: above, code: code || null, domain: domain || null };
  });
  const result = nameUnits(bacKan, units);
  const mailboxes = result.ok ? result.value : [];
  const addressOf = (name: string, parent: string) => {
    const mailbox = mailboxes[fields.findIndex((field) => field[0] === name && field[2] === parent)];
    return mailbox && `${mailbox.localPart}@${mailbox.domain}`;
  };
  const province = 'Ủy ban nhân dân tỉnh Bắc Kạn';

  it('are all named', () => {
    expect(result.ok).toBe(true);
    expect(mailboxes).toHaveLength(162);
  });

  it('come out distinct', () => expect(findClashes(mailboxes)).toEqual([]));

  it.each([
    [province, '', 'ubnd@backan.gov.vn'],
    ['Sở Thông tin và Truyền thông', province, 'tt@backan.gov.vn'],
    ['Sở Nội vụ', province, 'nv@backan.gov.vn'],
    ['Sở Giáo dục và Đào tạo', province, 'gddt@backan.edu.vn'],
    ['Phòng Công nghệ thông tin', 'Sở Thông tin và Truyền thông', 'phongcn.tt@backan.gov.vn'],
    ['Thị xã Bắc Kạn', province, 'tx@backan.gov.vn'],
    ['Xã Dương Quang', 'Thị xã Bắc Kạn', 'duongquang.tx@backan.gov.vn'],
    ['Huyện Chợ Đồn', province, 'chodon@backan.gov.vn'],
    ['Xã Bằng Phúc', 'Huyện Chợ Đồn', 'bangphuc.chodon@backan.gov.vn'],
    ['Thị trấn Chợ Mới', 'Huyện Chợ Mới', 'chomoi.chomoi@backan.gov.vn'],
  ])('%s of %j is %s', (name, parent, address) => expect(addressOf(name, parent)).toBe(address));

  it('are what they were when addresses were first given out', () =>
    expect(mailboxes.filter(({ localPart }) => !localPart.includes('.')).map(({ localPart }) => localPart)).toEqual([
      ...['ubnd', 'vpubnd', 'tt', 'nv', 'tc', 'khdt', 'tp', 'ct', 'nnptnt', 'gtvt', 'xd', 'tnmt', 'ldtbxh', 'vhttdl', 'khcn', 'gddt', 'yt'],
      ...['ttt', 'dt', 'qlkcn', 'mttq', 'ldld', 'nd', 'lhpn', 'td', 'ccb'],
      ...['tx', 'babe', 'bachthong', 'chodon', 'chomoi', 'nari', 'nganson', 'pacnam'],
    ]));
});
