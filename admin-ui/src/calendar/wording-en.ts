import type { calendarVi } from './wording-vi.ts';

export const calendarEn: typeof calendarVi = {
  calendar: {
    title: 'Working days',
    lead: 'Days off and days worked in lieu: terms, the duty to read and reports are counted by them.',
    year: 'Year',
    day: 'Day',
    what: 'It is',
    off: 'a day off',
    worked: 'a working day',
    name: 'What it is called, on what grounds',
    nameExample: 'Nghỉ hoán đổi dịp Quốc khánh, TB 1/TB-UBND',
    byLaw: 'by law',
    bySet: 'set by the operator',
    set: 'Set the day',
    clear: 'Back to what the law says',
    clearQuestion: (day) => `Take ${day} back? It will be what law and week say again, and terms are counted anew.`,
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    done: 'Set',
  },
};
