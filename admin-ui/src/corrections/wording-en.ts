import type { correctionsVi } from './wording-vi.ts';

export const correctionsEn: typeof correctionsVi = {
  corrections: {
    title: 'Corrections asked for',
    lead: 'People say what is wrong in what is kept of them. Correct it by the acts that there are (rename, transfer…), then answer here; whoever asked is told by mail.',
    waiting: 'Waiting',
    answered: 'Answered',
    none: 'Nothing waits.',
    noneAnswered: 'None was answered yet.',
    present: 'Now',
    wanted: 'Should be',
    note: 'By which paper',
    askedAt: 'Asked',
    answeredBy: (who, when) => `answered by ${who}, ${when}`,
    toPerson: 'Open the person’s page to correct it',
    toRename: 'Make a request to rename',
    carriedOut: 'Corrected',
    changeBirthDate: 'Change the date of birth',
    refuse: 'Refuse',
    carriedOutText: (name) => `Tell ${name} that it is corrected? Correct it in the directory first.`,
    birthDateText: (name, day) => `Change the date of birth of ${name} to ${day}, and tell them?`,
    refuseText: (name) => `Refuse what ${name} asks? The reason is sent along.`,
    text: 'Answer',
    textNeeded: 'Reason',
  },
};
