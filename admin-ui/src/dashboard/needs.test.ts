import { expect, it } from 'vitest';
import type { Approval, Plan, Request } from '../api/api-contract.ts';
import { daysBefore, needsOf } from './needs.ts';

const facts = { today: '2026-03-10', address: 'quantri@tinh.gov.vn' };
const plan = (change: Partial<Plan>) => ({ state: 'planned', effectiveOn: '2026-03-20', refusedBecause: null, ...change }) as Plan;
const approval = (change: Partial<Approval>) => ({ proposedBy: 'khac@tinh.gov.vn', approvedBy: null, ...change }) as Approval;
const request = (dueOn: string | null) => ({ dueOn }) as Request;

it('where nothing waits there is nothing to do', () => {
  expect(needsOf(facts)).toEqual([]);
  const approvals = [approval({ proposedBy: facts.address }), approval({ approvedBy: 'ba@tinh.gov.vn' })];
  const plans = [plan({}), plan({ state: 'cancelled', refusedBecause: 'stale', effectiveOn: '2026-03-01' })];
  expect(needsOf({ ...facts, approvals, plans })).toEqual([]);
});

it('the gravest comes first, and what is late is counted once', () => {
  const outage = { id: 1, kind: 'unplanned', note: '', workingMinutes: 0, needsPaper: false } as const;
  const outages = [
    { ...outage, beginsAt: '2026-03-10T01:00:00Z', endsAt: null },
    { ...outage, beginsAt: '2026-03-09T01:00:00Z', endsAt: '2026-03-09T02:00:00Z' },
    { ...outage, kind: 'planned' as const, beginsAt: '2999-01-01T00:00:00Z', endsAt: null },
  ];
  const plans = [plan({ refusedBecause: 'stale', effectiveOn: '2026-03-09' }), plan({ effectiveOn: '2026-03-10' })];
  const requests = [request('2026-03-09'), request('2026-03-10'), request(null)];
  expect(needsOf({ ...facts, outages, plans, requests, approvals: [approval({})], certificates: [{}] })).toEqual([
    { kind: 'outage', count: 1 },
    { kind: 'refused-plans', count: 1 },
    { kind: 'late-requests', count: 1 },
    { kind: 'due-plans', count: 1 },
    { kind: 'approvals', count: 1 },
    { kind: 'requests', count: 2 },
    { kind: 'certificates', count: 1 },
  ]);
});

it('days go back over the ends of months', () => {
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
});
