import { describe, expect, it } from 'vitest';
import { outageSpan, reportSpan } from './report-span.ts';

const now = new Date('2026-03-01T17:00:00Z'); // the 2nd in Vietnam

it('outages are those of a month back and a month ahead', () => {
  expect(outageSpan({}, now)).toEqual({ ok: true, value: { from: '2026-01-31', to: '2026-04-01' } });
  expect(outageSpan({ from: '2026-03-01' }, now)).toEqual({ ok: true, value: { from: '2026-03-01', to: '2026-04-01' } });
  expect(outageSpan({ to: '2026-01-30' }, now)).toEqual({ ok: true, value: { from: '2026-01-01', to: '2026-01-30' } });
  expect(outageSpan({ from: '2026-04-02' }, now)).toMatchObject({ ok: false });
});

describe('the days of a report', () => {
  it.each([
    [{ from: '2026-03-02' }, 'The first day is after the last'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'The first day is after the last'],
    [{ from: '2024-02-28', to: '2026-03-01' }, 'A report is about at most 732 days'],
  ])('are not %o', (asked, message) => {
    expect(reportSpan(asked, now)).toMatchObject({ ok: false, refusal: { kind: 'invalid', message } });
  });

  it.each([
    [{}, '2026-01-31', '2026-03-01'],
    [{ to: '2026-01-30' }, '2026-01-01', '2026-01-30'],
    [{ from: '2024-02-29', to: '2026-03-01' }, '2024-02-29', '2026-03-01'],
  ])('of %o are from %s to %s', (asked, from, to) => {
    expect(reportSpan(asked, now)).toEqual({ ok: true, value: { from, to } });
  });
});
