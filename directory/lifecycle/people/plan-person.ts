import { displayName } from '#directory/naming/person-name.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Facts, PlanProblem } from '../plan.ts';
import { addressText } from '../units/org-state.ts';
import { appoint } from './appoint.ts';
import { factsOf } from './facts-of-person.ts';
import { leave } from './leave.ts';
import { lend } from './lend.ts';
import { notesOf } from './notes-of-person.ts';
import { noticesOf } from './notices-of-person.ts';
import type { PersonDeeds, PersonNotes } from './person-deeds.ts';
import { draftFor, type PersonDraft } from './person-draft.ts';
import type { PersonEvent, PersonRequest, RequestTo } from './person-request.ts';
import type { PersonState } from './person-state.ts';
import { rename } from './rename.ts';
import { summarise, titleOf } from './summarise-person.ts';
import { comeBack, suspend } from './suspend.ts';
import { transfer } from './transfer.ts';

export interface PersonPlan {
  readonly title: InBoth;
  readonly facts: Facts;
  readonly deeds: PersonDeeds;
  readonly notes: PersonNotes;
  readonly summary: readonly InBoth[];
  readonly problems: readonly PlanProblem[];
}

const planners: { readonly [Event in PersonEvent]: (draft: PersonDraft, request: RequestTo<Event>) => void } = {
  appoint,
  transfer,
  leave,
  suspend,
  return: comeBack,
  lend,
  rename,
};

/** What an event in somebody's service comes to (REQ-ACC-3): pure, and the same for the same directory, request and day. */
export function planForPerson(state: PersonState, request: PersonRequest, on: string): PersonPlan {
  const draft = draftFor(state, on);
  (planners[request.do] as (draft: PersonDraft, request: PersonRequest) => void)(draft, request);
  const deeds = deedsOf(draft, request);
  const notes = notesOf(draft, deeds);
  return {
    title: titleOf(request, deeds),
    facts: factsOf(draft, deeds),
    deeds,
    notes,
    summary: summarise(deeds, notes),
    problems: draft.problems,
  };
}

function deedsOf(draft: PersonDraft, request: PersonRequest): PersonDeeds {
  const { subject, creates, renames, ends, begins, address, standing, keeping, access, grants, leavesGroups, joinsGroups } = draft;
  const person =
    subject === null
      ? { personId: null, accountId: null, name: creates === null ? '' : displayName(creates.name), address: firstAddressOf(draft) }
      : {
          personId: subject.personId,
          accountId: subject.accountId,
          name: displayName(subject.name),
          address: addressText(subject.address),
        };
  const changes = { creates, renames, ends, begins, address, standing, keeping, access, grants, leavesGroups, joinsGroups };
  const returning = draft.returnsOn === null ? {} : { returnsOn: draft.returnsOn };
  const answering = draft.autoReply == null ? {} : { autoReply: draft.autoReply };
  const notices = request.notify ? noticesOf(draft, request.do, person) : [];
  return { event: request.do, reason: request.reason ?? null, person, ...changes, ...returning, ...answering, notices };
}

function firstAddressOf({ creates }: PersonDraft): string {
  return creates === null ? '' : addressText(creates.address);
}
