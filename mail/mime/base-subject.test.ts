import { describe, expect, it } from 'vitest';
import { baseSubject } from './base-subject.ts';

describe('the base subject', () => {
  it.each([
    ['', ''],
    ['Báo cáo', 'Báo cáo'],
    ['Re: Báo cáo', 'Báo cáo'],
    ['RE : FWD:fw: Báo  cáo (fwd) (FWD)', 'Báo cáo'],
    ['[ds] Re[2]: [ds] Báo cáo', 'Báo cáo'],
    ['[a][b]', '[b]'],
    ['[a] [b] x', 'x'],
    ['[a]', '[a]'],
    ['[a] re: [b]', '[b]'],
    ['[fwd: Re: Báo cáo (fwd)]', 'Báo cáo'],
    ['[Fwd: [Fwd: x]]', 'x'],
    ['Re:', ''],
    ['(fwd)', ''],
    ['Regarding: x', 'Regarding: x'],
    ['re [x', 're [x'],
    ['[x re: y', '[x re: y'],
  ])('of %j is %j', (subject, expected) => {
    expect(baseSubject(subject)).toBe(expected);
  });
});
