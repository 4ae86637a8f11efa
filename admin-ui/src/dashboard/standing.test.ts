import { expect, it } from 'vitest';
import type { SystemStatus } from '../api/api-contract.ts';
import { inParts, standingsOf } from './standing.ts';

const calm: SystemStatus = {
  ...{ readAt: '2026-03-10T08:00:00Z', databaseAnswerMs: 0.5, isBodyStoreWritable: true, scanner: 'reached' },
  outbound: { way: 'relay', to: 'relay:25', isReached: true },
  queue: { waiting: 0, held: 0, retried: 0, failedInDay: 0, oldestAt: null, handedOver: [] },
  mailToday: { received: 0, sent: 0, stopped: 0 },
  storage: { mailOctets: 1, databaseOctets: 1, freeOctets: 60, diskOctets: 100 },
};
const with_ = (change: Partial<SystemStatus>) => standingsOf({ ...calm, ...change });

it('what does not answer or cannot be written is told as not working', () => {
  expect(with_({ scanner: 'silent' }).scanner).toBe('fails');
  expect(with_({ isBodyStoreWritable: false }).storage).toBe('fails');
  expect(with_({ outbound: { way: 'relay', to: 'relay:25', isReached: false } }).outbound).toBe('fails');
});

it('what comes to be short or slow is to be looked at', () => {
  expect(with_({ storage: { ...calm.storage, freeOctets: 10 } }).storage).toBe('watch');
  expect(with_({ storage: { ...calm.storage, freeOctets: 3 } }).storage).toBe('fails');
  expect(with_({ queue: { ...calm.queue, oldestAt: '2026-03-10T06:30:00Z' } }).queue).toBe('watch');
  expect(with_({ queue: { ...calm.queue, oldestAt: '2026-03-10T07:30:00Z' } }).queue).toBe('well');
  expect(with_({ databaseAnswerMs: 900 }).database).toBe('watch');
});

it('what was not set up is off, not broken', () => {
  expect(with_({ scanner: 'none', outbound: { way: 'closed', to: null, isReached: null } })).toMatchObject({
    scanner: 'off',
    outbound: 'off',
  });
  expect(with_({ outbound: { way: 'direct', to: null, isReached: null } }).outbound).toBe('well');
  expect(Object.values(standingsOf(calm))).toEqual(['well', 'well', 'well', 'well', 'well']);
});

it('minutes are summed in even parts', () => {
  expect(inParts([1, 2, 3, 4, 5, 6], 3)).toEqual([3, 7, 11]);
  expect(inParts([], 2)).toEqual([0, 0]);
});
