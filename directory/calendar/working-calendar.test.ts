import { describe, expect, it } from 'vitest';
import { legalHolidays } from './legal-holidays.ts';
import { workingWeek } from './office-hours.ts';
import { calendarOf } from './read-calendar.ts';
import { addWorkingDays, standardWeek, weekdayOf, workingDaysBetween, workingMinutesBetween } from './working-calendar.ts';

const calendar = calendarOf([], standardWeek);
const moment = (text: string) => new Date(`${text}:00+07:00`);

describe('the holidays of the law', () => {
  // What was announced for these years, without bridge days that were worked off.
  it.each([
    [2024, '01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-30 05-01 09-02 09-03'],
    [2025, '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 09-01 09-02'],
    [2026, '01-01 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 09-01 09-02'],
  ])('take these weekdays of %i', (year, days) => {
    const weekdays = [...legalHolidays(year).keys()].filter((day) => weekdayOf(day) < 6).sort();
    expect(weekdays).toEqual(days.split(' ').map((day) => `${year}-${day}`));
  });

  it('of two that fall on one weekend each get a day in lieu', () => {
    expect(legalHolidays(2022).get('2022-05-02')?.vi).toBe('Nghỉ bù Ngày Chiến thắng');
    expect(legalHolidays(2022).get('2022-05-03')?.vi).toBe('Nghỉ bù Ngày Quốc tế lao động');
  });
});

describe('a day', () => {
  it.each([
    ['2026-11-20', true], // a Friday
    ['2026-11-21', false],
    ['2026-11-22', false],
    ['2026-09-02', false],
    ['2026-04-27', false], // in lieu of a Sunday
    ['1980-01-01', true], // outside what is known, the week alone counts
  ])('%s is worked: %s', (day, isWorking) => {
    expect(calendar.isWorkingDay(day)).toBe(isWorking);
  });

  it('is what the operator set, before law and week', () => {
    const set = calendarOf(
      [
        { day: '2026-08-31', isWorking: false, name: 'Nghỉ hoán đổi' },
        { day: '2026-08-22', isWorking: true, name: 'Làm bù' },
        { day: '2026-09-02', isWorking: true, name: 'Trực' },
      ],
      standardWeek,
    );
    expect(['2026-08-31', '2026-08-22', '2026-09-02'].map((day) => set.isWorkingDay(day))).toEqual([false, true, true]);
  });
});

describe('terms', () => {
  it.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'], // asked for on a Saturday
    ['2026-02-13', 3, '2026-02-25'], // over Tết
    ['2026-04-24', 2, '2026-04-29'],
  ])('from %s, %i working days end on %s', (from, count, end) => {
    expect(addWorkingDays(calendar, from, count)).toBe(end);
  });

  it.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-23', '2026-11-20', 0],
    ['2026-11-20', '2026-11-23', 1],
    ['2026-02-13', '2026-02-25', 3],
    ['2025-12-31', '2026-12-31', 250],
  ])('between %s and %s lie %i working days', (from, to, count) => {
    expect(workingDaysBetween(calendar, from, to)).toBe(count);
  });
});

describe('working time', () => {
  it.each([
    ['2026-11-20T07:00', '2026-11-20T18:00', 480],
    ['2026-11-20T08:00', '2026-11-20T08:30', 30],
    ['2026-11-20T11:00', '2026-11-20T14:00', 90], // over the midday rest
    ['2026-11-20T16:00', '2026-11-23T08:30', 120], // over a weekend
    ['2026-11-21T08:00', '2026-11-22T17:00', 0],
    ['2026-11-20T10:00', '2026-11-20T09:00', 0],
  ])('from %s to %s is %i minutes', (from, to, minutes) => {
    expect(workingMinutesBetween(calendar, moment(from), moment(to))).toBe(minutes);
  });

  it('is by the hours the province has', () => {
    const week = workingWeek({ weekdays: [1, 6], officeHours: ['07:00-11:45'] });
    const own = calendarOf([], week);
    expect(workingMinutesBetween(own, moment('2026-11-20T00:00'), moment('2026-11-23T23:00'))).toBe(2 * 285);
  });
});
