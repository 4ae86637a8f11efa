import type { Approval, OutageReport, Plan, Request } from '../api/api-contract.ts';

/** What waits for whoever looks. `count`: of them; nothing of a kind is not in the list. */
export interface Need {
  readonly kind: 'outage' | 'refused-plans' | 'due-plans' | 'approvals' | 'late-requests' | 'requests' | 'certificates';
  readonly count: number;
}

export interface NeedFacts {
  readonly today: string;
  /** Their own address: what one proposed waits for somebody else. */
  readonly address: string;
  readonly plans?: readonly Plan[] | undefined;
  readonly approvals?: readonly Approval[] | undefined;
  readonly requests?: readonly Request[] | undefined;
  /** With which something is to be done. */
  readonly certificates?: readonly unknown[] | undefined;
  readonly outages?: OutageReport['items'] | undefined;
}

/** The gravest first. What is late is not told once more among what waits. */
export function needsOf({
  today,
  address,
  plans = [],
  approvals = [],
  requests = [],
  outages = [],
  certificates = [],
}: NeedFacts): readonly Need[] {
  const isLate = ({ dueOn }: Request) => dueOn !== null && dueOn < today;
  const waiting = plans.filter(({ state }) => state === 'planned');
  const refused = waiting.filter(({ refusedBecause }) => refusedBecause !== null);
  const due = waiting.filter(({ refusedBecause, effectiveOn }) => refusedBecause === null && effectiveOn <= today);
  const needs: readonly Need[] = [
    { kind: 'outage', count: outages.filter(({ endsAt, beginsAt }) => endsAt === null && Date.parse(beginsAt) <= Date.now()).length },
    { kind: 'refused-plans', count: refused.length },
    { kind: 'late-requests', count: requests.filter(isLate).length },
    { kind: 'due-plans', count: due.length },
    { kind: 'approvals', count: approvals.filter((one) => one.approvedBy === null && one.proposedBy !== address).length },
    { kind: 'requests', count: requests.filter((one) => !isLate(one)).length },
    { kind: 'certificates', count: certificates.length },
  ];
  return needs.filter(({ count }) => count > 0);
}

export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}
