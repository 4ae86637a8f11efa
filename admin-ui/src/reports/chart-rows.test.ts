import { expect, it } from 'vitest';
import type { Figures, ReportFigures } from '../api/api-contract.ts';
import { furthestBehind, mostMail, termsOf } from './chart-rows.ts';

const none = { accounts: {}, mail: { received: 0, sent: 0 } } as unknown as Figures;
const unit = (name: string, level: number, received: number, met?: number) => ({
  ...{ id: 1, level, kind: null, name, endedOn: null, own: none },
  all: {
    ...none,
    mail: { ...none.mail, received },
    ...(met === undefined ? {} : { duties: { mailboxRequired: met < 0 ? 0 : 10, mailboxMet: met } as NonNullable<Figures['duties']> }),
  },
});
const figures = (...units: ReturnType<typeof unit>[]) => ({ units }) as unknown as Pick<ReportFigures, 'units'>;

it('units with most mail come first, those without any and those further down do not', () => {
  const rows = mostMail(figures(unit('Tỉnh', 0, 90), unit('A', 1, 3), unit('B', 1, 9), unit('B1', 2, 9), unit('C', 1, 0)));
  expect(rows.map(({ name }) => name)).toEqual(['B', 'A']);
  expect(mostMail(figures(...Array.from({ length: 40 }, (_, index) => unit(`${index}`, 1, index))))).toHaveLength(10);
});

it('units furthest behind come first, without those of which nothing was required', () => {
  const rows = furthestBehind(figures(unit('A', 1, 0, 10), unit('B', 1, 0, 4), unit('C', 1, 0), unit('D', 1, 0, -1)));
  expect(rows.map(({ name, share }) => [name, share])).toEqual([
    ['B', 0.4],
    ['A', 1],
  ]);
});

it('steps without a term are neither in time nor late', () => {
  expect(termsOf({ requests: { answered: 9, withTerm: 5, inTime: 3 } } as unknown as ReportFigures)).toEqual({ inTime: 3, late: 2 });
});
