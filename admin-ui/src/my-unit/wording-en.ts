import type { myUnitVi } from './wording-vi.ts';

export const myUnitEn: typeof myUnitVi = {
  myUnit: {
    title: 'My unit',
    none: 'You head no unit today.',
    people: 'People and posts',
    requests: 'Requests',
    newRequest: 'Make a request',
    mailbox: 'Mailbox of the unit',
    noMailbox: 'The unit has no mailbox yet.',
    devices: 'Who uses it, and on what',
    delegates: 'Who may use this mailbox',
    delegatesNone: 'Its head alone.',
    head: 'The head of the unit',
    rights: {
      read: 'read',
      organise: 'organise',
      delete: 'delete',
      'send-as': 'send as the unit',
      'send-on-behalf': 'send on behalf',
      manage: 'delegate further',
    },
    until: (day) => `until ${day}`,
    page: 'The unit’s page',
    duties: 'Who meets the duty to read',
  },
};
