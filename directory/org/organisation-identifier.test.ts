import { describe, expect, it } from 'vitest';
import { readIdentifier } from './organisation-identifier.ts';

describe('readIdentifier', () => {
  it.each([
    ['', 'nothing'],
    ['00.00.00.H03', 'a group too short'],
    ['000.00.00.00.H03', 'five groups'],
    ['G1.18', 'a first level too short'],
    ['G12.', 'an empty group'],
    ['G12..18', 'an empty group inside'],
    ['G12-18', 'another separator'],
    [`G12.${'18.'.repeat(11)}18`, '38 characters'],
  ])('refuses %j: %s', (text) => {
    expect(readIdentifier(text)).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
  });

  it('says in both languages which of the two forms is too long, and that others are none', () => {
    const said = (text: string) => readIdentifier(text) as { refusal: { inBoth: { vi: string } } };
    expect(said(`G12.${'18.'.repeat(11)}18`).refusal.inBoth.vi).toContain('nhiều nhất 35 ký tự');
    expect(said('G12-18').refusal.inBoth.vi).toContain('000.00.00.H03');
  });

  it.each([
    ['000.00.00.H03', 'qcvn-102'],
    ['001.02.10.G12', 'qcvn-102'],
    ['G12', 'qd-20-2020'],
    ['G12.18', 'qd-20-2020'],
    [`H03.${'01.'.repeat(10)}1`, 'qd-20-2020'],
  ])('takes %s as %s', (value, scheme) => {
    expect(readIdentifier(value)).toEqual({ ok: true, value: { scheme, value } });
  });

  it('makes letters capital and drops space around', () => {
    expect(readIdentifier(' g12.18 ')).toEqual({ ok: true, value: { scheme: 'qd-20-2020', value: 'G12.18' } });
  });
});
