import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAddresses, decodeGroupNames, parseAddressList, parseRawAddressList } from './address-list.ts';
import { formatMailAddress } from './header-writer.ts';

/** `name|local|domain` of each address. */
const read = (text: string) => parseAddressList(text).map(({ name, localPart, domain }) => `${name ?? ''}|${localPart}|${domain}`);

describe('an address list', () => {
  it.each([
    ['', []],
    [' , ,;', []],
    ['<>', []],
    ['(only a comment)', []],
    ['"never closed <a@x.vn>, b@x.vn', ['never closed|a|x.vn', '|b|x.vn']],
    ['<a@x.vn, b@x.vn', ['|a|x.vn', '|b|x.vn']],
    ['<a@x.vn> <b@x.vn>', ['|a|x.vn', '|b|x.vn']],
    ['Just A Name', ['Just A Name||']],
    ['root', ['|root|']],
    ['a@b@c.vn', ['|a@b|c.vn']],
    ['@x.vn', ['||x.vn']],
    ['a@x.vn (unclosed, b@x.vn', ['unclosed, b@x.vn|a|x.vn']],
    ['>)]\\', []],
  ])('is read tolerantly: %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['a@X.vn', ['|a|x.vn']],
    ['A B <a@x.vn>', ['A B|a|x.vn']],
    ['"B, A" <a@x.vn>,c@x.vn', ['B, A|a|x.vn', '|c|x.vn']],
    ['J. Q. Public <j.q@x.vn>', ['J. Q. Public|j.q|x.vn']],
    ['a@x.vn <a@x.vn>', ['a@x.vn|a|x.vn']],
    ['a@x.vn (Văn thư \\(2\\))', ['Văn thư (2)|a|x.vn']],
    ['"two words"@x.vn', ['|two words|x.vn']],
    ['a . b @ x . vn', ['|a.b|x.vn']],
    ['a@[10.0.0.1]', ['|a|[10.0.0.1]']],
    ['<@r.vn,@s.vn:a@x.vn>', ['|a|x.vn']],
    ['Nhóm: a@x.vn, B <b@x.vn>;, c@x.vn', ['|a|x.vn', 'B|b|x.vn', '|c|x.vn']],
    ['undisclosed-recipients:;', []],
    ['=?utf-8?Q?Nguy=E1=BB=85n,_A?= <a@x.vn>', ['Nguyễn, A|a|x.vn']],
    ['=?utf-8?B?Tmd1eeG7?=\r\n =?utf-8?B?hW4=?= <a@x.vn>', ['Nguyễn|a|x.vn']],
    ['"=?utf-8?Q?Nguy=E1=BB=85n?=" <a@x.vn>', ['Nguyễn|a|x.vn']],
    ['Nguyễn Văn À <nguyễn@x.vn>', ['Nguyễn Văn À|nguyễn|x.vn']],
  ])('is read: %j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('writes a route without the blanks that may stand in it', () => {
    expect(parseRawAddressList('<@a.vn, @b.vn : c@d.vn>')).toEqual([
      { kind: 'address', name: null, route: '@a.vn,@b.vn', localPart: 'c', domain: 'd.vn' },
    ]);
  });

  it('names groups, those without members too', () => {
    const items = parseRawAddressList('=?utf-8?Q?Ph=C3=B2ng_CNTT?=: a@x, b@x;, c@x, undisclosed-recipients:;');
    expect(decodeGroupNames(items)).toEqual(['Phòng CNTT', 'undisclosed-recipients']);
    expect(decodeAddresses(items).map(({ localPart }) => localPart)).toEqual(['a', 'b', 'c']);
  });

  it('keeps groups and routes for ENVELOPE', () => {
    const member = { kind: 'address', name: null, route: null, localPart: 'a', domain: 'X.vn' };
    expect(parseRawAddressList('G: a@X.vn;, <@r:a@X.vn>')).toEqual([
      { kind: 'group', name: 'G', members: [member] },
      { ...member, route: '@r' },
    ]);
  });

  it('never fails, whatever it is given', () => {
    const piece = fc.constantFrom('"', '\\', '(', ')', '<', '>', '@', ',', ';', ':', '.', '[', ']', ' ', 'a', '=?utf-8?Q?b?=', 'à', '\0');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        for (const address of parseAddressList(pieces.join(''))) expect(JSON.stringify(address)).not.toContain('\\u0000');
      }),
    );
  });

  it('reads what is written', () => {
    const name = fc.option(
      fc.string({ unit: fc.constantFrom('a', 'Ễ', ' ', '"', '\\', ',', '<', '.', '(', '='), minLength: 1, maxLength: 60 }),
    );
    const localPart = fc.string({ unit: fc.constantFrom('a', '.', ' ', '"', '\\', '@', ','), minLength: 1 });
    fc.assert(
      fc.property(name, localPart, (anyName, anyLocal) => {
        const trimmed = anyName?.trim().replace(/ +/g, ' ') ?? '';
        const address = { name: trimmed === '' ? null : trimmed, localPart: anyLocal.trim() || 'a', domain: 'x.vn' };
        expect(parseAddressList(formatMailAddress(address))).toEqual([address]);
      }),
    );
  });
});
