import { expect, it } from 'vitest';
import type { SystemStatus } from '../api/api-contract.ts';
import { alarmsOf, minuteRows, standingsOf } from './standing.ts';

const calm: SystemStatus = {
  ...{ readAt: '2026-03-10T08:00:00Z', databaseAnswerMs: 0.5, isBodyStoreWritable: true, scanner: 'reached' },
  outbound: { way: 'relay', to: 'relay:25', isReached: true },
  queue: { waiting: 0, held: 0, retried: 0, failedInDay: 0, oldestAt: null, handedOver: [] },
  mailToday: { received: 0, sent: 0, stopped: 0 },
  mailByMinute: { received: [0, 0, 0, 0], sent: [0, 0, 0, 0] },
  storage: { mailOctets: 1, databaseOctets: 1, freeOctets: 60, diskOctets: 100, quotaOctets: 10, nearlyFull: 0, largest: [] },
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

it('alarms are what is wrong, the gravest first; what was not set up is none', () => {
  expect(alarmsOf(calm)).toEqual([]);
  expect(alarmsOf({ ...calm, scanner: 'none', outbound: { way: 'closed', to: null, isReached: null } })).toEqual([]);
  const bad: SystemStatus = {
    ...calm,
    ...{ isBodyStoreWritable: false, scanner: 'silent', databaseAnswerMs: 900 },
    outbound: { way: 'relay', to: 'relay:25', isReached: false },
    queue: { ...calm.queue, failedInDay: 2, oldestAt: '2026-03-10T06:30:00Z' },
    storage: { ...calm.storage, nearlyFull: 3, freeOctets: 1 },
  };
  expect(alarmsOf(bad).map(({ kind }) => kind)).toEqual([
    ...['body-store', 'scanner', 'relay', 'database', 'queue-old', 'quota', 'queue-failed'],
  ]);
  expect(alarmsOf({ ...calm, storage: { ...calm.storage, freeOctets: 3 } })).toEqual([{ kind: 'disk-full', standing: 'fails' }]);
  expect(alarmsOf({ ...calm, storage: { ...calm.storage, freeOctets: 10 } })).toEqual([{ kind: 'disk-short', standing: 'watch' }]);
});

it('minutes go by the clock in Vietnam, the running one last, and are summed where several are one row', () => {
  const status = { ...calm, mailByMinute: { received: [1, 2, 3, 4], sent: [0, 1, 0, 5] } };
  expect(minuteRows(status).map(({ at }) => at)).toEqual(['14:57', '14:58', '14:59', '15:00']);
  expect(minuteRows(status, 2)).toEqual([
    { at: '14:57', received: 3, sent: 1 },
    { at: '14:59', received: 7, sent: 5 },
  ]);
  expect(minuteRows({ ...calm, mailByMinute: { received: [], sent: [] } })).toEqual([]);
});
