import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLocalPart } from './local-part.ts';
import { anyFullName } from './names.fixture.ts';
import { readProfile } from './profile.fixture.ts';
import { proposeUnitNames, type UnitToPropose } from './propose-unit-names.ts';
import { unitKinds } from './unit-kind.ts';

const bacKan = readProfile('bac-kan');
const thaiNguyen = readProfile('thai-nguyen');
const yenMy: UnitToPropose = { kind: 'commune', name: 'Xã Yên Mỹ', code: null, parentMailbox: 'ubnd', formerParentMailbox: 'chodon' };
const taken =
  (...localParts: string[]) =>
  (localPart: string) =>
    localParts.includes(localPart);
const names = (...args: Parameters<typeof proposeUnitNames>) => proposeUnitNames(...args).map(({ localPart, how }) => [localPart, how]);

describe('proposeUnitNames', () => {
  it('proposes nothing when nothing is free, or nothing can be made of the name', () => {
    expect(names(thaiNguyen, yenMy, () => true)).toEqual([]);
    expect(names(thaiNguyen, { ...yenMy, name: '李' }, taken())).toEqual([]);
    expect(names(bacKan, { ...yenMy, parentMailbox: null }, taken())).toEqual([]);
  });

  it('tells communes of one name apart once the district is gone', () =>
    expect(names(thaiNguyen, yenMy, taken('yenmy', 'yenmy3'))).toEqual([
      ['xayenmy', 'kind-word'],
      ['yenmy.chodon', 'former-unit-above'],
      ['yenmy2', 'ordinal'],
      ['yenmy4', 'ordinal'],
      ['yenmy5', 'ordinal'],
    ]));

  it('tells agencies of one abbreviation apart', () =>
    expect(names(bacKan, { kind: 'agency', name: 'Ban Nông vận', code: null, parentMailbox: 'ubnd' }, taken('nv'))).toEqual([
      ['bnv', 'kind-word'],
      ['nongvan', 'spelled-name'],
      ['nv2', 'ordinal'],
      ['nv3', 'ordinal'],
      ['nv4', 'ordinal'],
    ]));

  it('keeps the mailbox above where the rule has it', () =>
    expect(names(bacKan, { ...yenMy, parentMailbox: 'chodon', formerParentMailbox: undefined }, taken('yenmy.chodon')).slice(0, 2)).toEqual(
      [
        ['xayenmy.chodon', 'kind-word'],
        ['yenmy2.chodon', 'ordinal'],
      ],
    ));

  it('starts from the code where there is one', () =>
    expect(names(bacKan, { kind: 'district', name: 'Thị xã Bắc Kạn', code: 'tx', parentMailbox: 'ubnd' }, taken('tx'))).toEqual([
      ['thixabackan', 'kind-word'],
      ['backan', 'spelled-name'],
      ['tx2', 'ordinal'],
      ['tx3', 'ordinal'],
      ['tx4', 'ordinal'],
    ]));

  it('gives valid, free, unreserved names, each once, the same every time', () =>
    fc.assert(
      fc.property(fc.constantFrom(...unitKinds), anyFullName, fc.nat({ max: 6 }), (kind, name, gone) => {
        const unit: UnitToPropose = { kind, name, code: null, parentMailbox: 'tx', formerParentMailbox: 'chodon' };
        const everUsed = proposeUnitNames(bacKan, unit, taken())
          .slice(0, gone)
          .map(({ localPart }) => localPart);
        const proposals = proposeUnitNames(bacKan, unit, taken(...everUsed));
        const localParts = proposals.map(({ localPart }) => localPart);
        expect(new Set(localParts).size).toBe(localParts.length);
        expect(localParts.filter((localPart) => everUsed.includes(localPart))).toEqual([]);
        for (const localPart of localParts) expect(checkLocalPart(localPart)).toEqual({ ok: true, value: localPart });
        expect(proposeUnitNames(bacKan, unit, taken(...everUsed))).toEqual(proposals);
      }),
    ));
});
