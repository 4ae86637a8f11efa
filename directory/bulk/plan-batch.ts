import type { Stretches } from '#directory/lifecycle/in-turns.ts';
import type { OtherPlan } from '#directory/lifecycle/people/person-state.ts';
import type { Facts, PlanAsk } from '#directory/lifecycle/plan.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { BatchDraft } from './batch-draft.ts';
import type { BulkDeeds, BulkNotes } from './bulk-deeds.ts';
import { noticeCounts } from './bulk-notices.ts';
import type { BulkRequest, EventRow } from './bulk-request.ts';
import type { BulkState } from './bulk-state.ts';
import { bulkLimits } from './limits.ts';
import { EventPlanner } from './plan-event.ts';
import { planRecruit } from './plan-recruit.ts';
import { type BulkProblem, inOrder } from './problem.ts';
import { summariseBatch, titleOfBatch } from './summarise-batch.ts';

export interface BatchPlan {
  readonly title: InBoth;
  readonly request: BulkRequest;
  readonly facts: Facts;
  readonly deeds: BulkDeeds;
  readonly notes: BulkNotes;
  readonly summary: readonly InBoth[];
  readonly problems: readonly BulkProblem[];
  readonly asks: readonly PlanAsk[];
}

// Whoever leaves makes room for who comes, and whoever moves for who is new.
const order = ['leave', 'suspend', 'return', 'transfer', 'appoint', 'rename', 'lend'] as const;

/**
 * What a batch comes to: the same for the same directory, request and day. Addresses chosen by hand are given before those by the rule, then in
 * the order of the rows.
 */
export function* planBatch(state: BulkState, request: BulkRequest, on: string): Stretches<BatchPlan> {
  const draft = new BatchDraft(state, request, on);
  const planner = new EventPlanner(draft);
  const events: EventRow[] = [];
  for (const row of request.events.toSorted((one, other) => order.indexOf(one.request.do) - order.indexOf(other.request.do))) {
    events.push(planner.plan(row) ?? row);
    yield;
  }
  const byHandFirst = [
    ...request.recruits.filter(({ wanted }) => wanted !== null),
    ...request.recruits.filter(({ wanted }) => wanted === null),
  ];
  for (const recruit of byHandFirst) {
    planRecruit(draft, recruit);
    yield;
  }
  const kept = { ...request, events: events.toSorted((one, other) => one.row - other.row) };
  return outcomeOf(draft, kept, planner.asks);
}

function outcomeOf(draft: BatchDraft, request: BulkRequest, asks: readonly PlanAsk[]): BatchPlan {
  const { facts, problems, events, recruits, clashes, likenesses, eventNotes } = draft;
  const deeds: BulkDeeds = { file: request.file, recruits, events, notify: request.notify };
  const notes: BulkNotes = {
    clashes,
    likenesses,
    remarks: draft.state.otherPlans.map(otherPlan),
    events: eventNotes,
    notices: noticeCounts(deeds),
  };
  return {
    ...{ title: titleOfBatch(deeds), request, facts, deeds, notes, asks },
    summary: summariseBatch(deeds, notes),
    problems: inOrder(problems).slice(0, bulkLimits.problemsMax),
  };
}

function otherPlan({ id, title, effectiveOn }: OtherPlan): InBoth {
  return {
    vi: `Kế hoạch ${id} (${title}, ${effectiveOn}) cũng về một người trong danh sách; có thể phải lập lại (plan remake)`,
    en: `Plan ${id} (${title}, ${effectiveOn}) is about somebody of the table too, and may have to be made again (plan remake)`,
  };
}
