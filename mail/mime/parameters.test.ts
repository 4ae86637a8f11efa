import { describe, expect, it } from 'vitest';
import { parametersMax } from './limits.ts';
import { decodeParameters, joinContinuations, parseParameterisedValue } from './parameters.ts';

const decode = (field: string) => decodeParameters(joinContinuations(parseParameterisedValue(field).parameters));
const join = (field: string) => joinContinuations(parseParameterisedValue(field).parameters);

describe('parameters', () => {
  it('stop at the limit', () => {
    const parsed = parseParameterisedValue(`a/b${Array.from({ length: parametersMax + 1 }, (_, index) => `;p${index}=v`).join('')}`);
    expect(parsed.parameters.length).toBe(parametersMax);
    expect(parsed.truncated).toBe(true);
  });

  it.each([
    ['text/plain', 'text/plain', []],
    ['TEXT/Plain ; Charset = "us\\"x" (comment); x', 'text/plain', [['charset', 'us"x']]],
    ['(a (b) c) text/plain;;charset=utf-8;', 'text/plain', [['charset', 'utf-8']]],
    ['a/b; name=two words.pdf', 'a/b', [['name', 'two words.pdf']]],
    ['a/b; name=a(1).pdf', 'a/b', [['name', 'a(1).pdf']]],
    ['a/b; name="x;y=z', 'a/b', [['name', 'x;y=z']]],
    ['a/b; name=""', 'a/b', [['name', '']]],
    ['a/b; =x; y', 'a/b', []],
    ['', '', []],
  ])('of %j are read', (field, value, parameters) => {
    const parsed = parseParameterisedValue(field);
    expect([parsed.value, parsed.parameters]).toEqual([value, parameters]);
  });

  it.each([
    ['x; f*0=a; f*1=b', [['f', 'ab']]],
    ['x; f*1=b; f*0=a; f*3=lost', [['f', 'ab']]],
    ["x; f*0*=utf-8''%C3%A1; f*1=%b; f*2*=%20c", [['f*', "utf-8''%C3%A1%25b%20c"]]],
    ['x; f=first; f=second', [['f', 'first']]],
  ])('of %j are joined for BODYSTRUCTURE', (field, expected) => {
    expect(join(field)).toEqual(expected);
  });

  it.each([
    ["x; f*=UTF-8'vi'b%C3%A1o; f=bao", 'báo'],
    ["x; f=bao; f*=UTF-8''b%C3%A1o", 'báo'],
    ["x; f*0*=utf-8''b%C3; f*1*=%A1o", 'báo'],
    ["x; f*=windows-1258''%D0%E0", 'Đà'],
    ["x; f*=no-such''b%C3%A1o", 'báo'],
    ['x; f*=b%C3%A1o', 'báo'],
    ["x; f*=utf-8''100%", '100%'],
    ['x; f="=?UTF-8?B?YsOhbw==?="', 'báo'],
    ["x; f*=utf-8''a%00%0D%0Ab", 'a b'],
  ])('of %j are decoded', (field, expected) => {
    expect(decode(field)).toEqual([['f', expected]]);
  });
});
