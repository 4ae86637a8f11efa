import type { plansVi } from './wording-vi.ts';

export const plansEn: typeof plansVi = {
  plans: {
    title: 'Plans',
    lead: 'Changes of units and people: looked at, waiting for their day, carried out.',
    states: { planned: 'Waiting', 'carried-out': 'Carried out', cancelled: 'Cancelled' },
    effectiveOn: 'Takes effect',
    madeAt: 'Made',
    settledAt: 'Settled',
    empty: 'There are no plans.',
    emptyHelp: 'A transfer, the end of somebody’s service or a reorganisation on a day to come is shown here.',
    refused: 'It could not be carried out when last tried',
    does: 'What it does',
    carryOut: 'Carry out now',
    carryOutQuestion: 'Carry this plan out now?',
    cancelPlan: 'Cancel the plan',
    cancelQuestion: 'Cancel this plan? Nothing will change on its day.',
    remake: 'Make it anew',
    remakeHelp: 'The directory has changed since: the same request, from the directory of today.',
    cannot: 'Operators alone carry out and cancel plans.',
    kinds: { person: 'people', units: 'units' },
    minutes: 'Minutes of handing over',
    minutesHelp: 'A PDF to print and sign: posts, mailboxes handed over, delegations that ended, certificates, what is left to do',
    done: 'Done',
  },
};
