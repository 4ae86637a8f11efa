import { describe, expect, it } from 'vitest';
import { weekdays } from './duty-house.fixture.ts';
import { type ActorLooks, countedDays, dayOfHalfHour, halfHourNumber, judgeDay, maskOf } from './rules.ts';

const bits = (...halfHours: readonly number[]) => halfHours.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);

describe('half hours', () => {
  it.each([
    ['2026-03-01T16:59:59.999Z', '2026-03-01', 47],
    ['2026-03-01T17:00:00.000Z', '2026-03-02', 0],
    ['2026-03-02T04:59:59.999Z', '2026-03-02', 23],
    ['2026-03-02T05:00:00.000Z', '2026-03-02', 24],
    ['2027-12-31T17:30:00.000Z', '2028-01-01', 1],
  ])('are those of Vietnam: %s is of %s the %i.', (moment, day, halfHour) => {
    expect(dayOfHalfHour(halfHourNumber(Date.parse(moment)))).toEqual({ day, halfHour });
  });

  it.each([
    ['00:00-12:00', 0, 23],
    ['12:00-24:00', 24, 47],
    ['07:30-08:00', 15, 15],
    ['00:00-24:00', 0, 47],
  ])('of a part of the day, %s, are from %i to %i', (part, first, last) => {
    expect(maskOf(part)).toBe(bits(...Array.from({ length: last - first + 1 }, (_, index) => first + index)));
  });
});

describe('days that count', () => {
  const rules = [
    { validFrom: '2026-03-05', parts: ['00:00-24:00'] },
    { validFrom: '2026-03-03', parts: ['00:00-12:00', '12:00-24:00'] },
  ];
  const week = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'];
  const count = (without: readonly string[], ...daysOff: readonly string[]) =>
    countedDays(week, { calendar: weekdays(...daysOff), rules, withoutSystem: new Set(without) }).map(
      ({ day, parts }) => `${day.slice(8)}: ${parts.length}`,
    );

  it('are working days from the first rule on, each by the rule of its day', () => {
    expect(count([])).toEqual(['03: 2', '04: 2', '05: 1', '06: 1']);
  });

  it('are no holidays, and none without the system', () => {
    expect(count(['2026-03-04'], '2026-03-05')).toEqual(['03: 2', '06: 1']);
  });

  it('are none without a rule', () => {
    expect(countedDays(week, { calendar: weekdays(), rules: [], withoutSystem: new Set() })).toEqual([]);
  });
});

describe('a day', () => {
  const parts = ['00:00-12:00', '12:00-24:00'];
  const day = { day: '2026-03-02', parts, masks: parts.map(maskOf) };
  const by = (name: string, ...halfHours: readonly number[]): ActorLooks => ({
    by: name,
    isHead: name === 'head',
    halfHours: bits(...halfHours),
  });

  it.each<[string, ActorLooks[], boolean, string[], boolean]>([
    ['nobody looked', [], false, ['', ''], false],
    ['somebody looked all morning', [by('an', 14, 23)], false, ['an', ''], false],
    ['somebody looked at noon', [by('an', 24)], false, ['', 'an'], false],
    ['somebody looked before and after noon', [by('an', 23, 24)], true, ['an', 'an'], false],
    ['one looked in the morning and the head in the evening', [by('an', 16), by('head', 47)], true, ['an', 'head'], true],
    ['the head looked once', [by('head', 0)], false, ['head', ''], true],
  ])('on which %s', (_, looks, isMet, names, head) => {
    const judged = judgeDay(day, looks, true);
    expect([judged.isMet, judged.parts.map((part) => part.by.join()), judged.head]).toEqual([isMet, names, head]);
  });

  it('without a head asks for no review', () => {
    expect(judgeDay(day, [by('an', 8, 30)], false).head).toBeNull();
  });
});
