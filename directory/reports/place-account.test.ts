import { describe, expect, it } from 'vitest';
import type { UnitId } from '#kernel/ids.ts';
import { type HeldPost, placesOf } from './place-account.ts';

const days = { from: '2026-01-01', to: '2026-06-30' };
const post = (unitId: number, from: string, to: string | null = null, isPrimary = true): HeldPost => ({
  unitId: unitId as UnitId,
  from,
  to,
  isPrimary,
});
const places = (...posts: HeldPost[]) => placesOf(posts, days).map(({ unitId, from, to }) => `${unitId} ${from} ${to}`);

describe('a person counts', () => {
  it('for nobody without ever a post', () => {
    expect(places()).toEqual(['null 2026-01-01 2026-06-30']);
  });

  it('where they are, and where they went on the day they went', () => {
    expect(places(post(1, '2020-01-01', '2026-03-14'), post(2, '2026-03-15'))).toEqual([
      '1 2026-01-01 2026-03-14',
      '2 2026-03-15 2026-06-30',
    ]);
  });

  it('where the main post is, whichever began first', () => {
    expect(places(post(1, '2020-01-01', null, false), post(2, '2021-01-01'), post(3, '2022-01-01', null, false))).toEqual([
      '2 2026-01-01 2026-06-30',
    ]);
    expect(places(post(1, '2020-01-01'), post(2, '2026-02-01', null, false))).toEqual(['1 2026-01-01 2026-06-30']);
  });

  it('where they were last between two posts and after the last', () => {
    expect(places(post(1, '2020-01-01', '2026-01-31'), post(2, '2026-03-01', '2026-04-30'))).toEqual([
      '1 2026-01-01 2026-02-28',
      '2 2026-03-01 2026-06-30',
    ]);
    expect(places(post(1, '2020-01-01', '2024-12-31'), post(2, '2019-01-01', '2023-12-31'))).toEqual(['1 2026-01-01 2026-06-30']);
  });

  it('for the first one before it began', () => {
    expect(places(post(2, '2026-05-01'), post(1, '2026-02-01', '2026-04-30'))).toEqual([
      '1 2026-01-01 2026-04-30',
      '2 2026-05-01 2026-06-30',
    ]);
  });

  it('for every day once, where posts begin and end within the days', () => {
    expect(places(post(1, '2026-01-01', '2026-06-30'), post(2, '2026-06-30', '2026-06-30'))).toEqual([
      '1 2026-01-01 2026-06-29',
      '2 2026-06-30 2026-06-30',
    ]);
  });
});
