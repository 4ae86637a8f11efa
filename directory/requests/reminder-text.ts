import { type WorkingCalendar, workingDaysBetween } from '#directory/calendar/working-calendar.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { requestLimits } from './limits.ts';
import type { AwaitedRow } from './reminder-sql.ts';
import { stateNames } from './rules.ts';

type Awaited = Omit<AwaitedRow, 'accountId' | 'address'>;

/** One mail of everything that waits for somebody, what is late first. Pure. */
export function digestOf(
  awaited: readonly Awaited[],
  today: string,
  calendar: WorkingCalendar,
): { readonly subject: string; readonly text: string } {
  const own = awaited.filter(({ isOverseer }) => !isOverseer);
  const others = awaited.filter(({ isOverseer }) => isOverseer);
  const late = awaited.filter(({ dueOn }) => dueOn !== null && dueOn < today).length;
  const lines = (requests: readonly Awaited[], heading: InBoth, language: keyof InBoth) => {
    const shown = requests.slice(0, requestLimits.requestsToldMax);
    if (shown.length === 0) return [];
    const left = requests.length - shown.length;
    return ['', heading[language], ...shown.map((one) => lineOf(one, { today, calendar, language })), ...(left > 0 ? [`… +${left}`] : [])];
  };
  const part = (language: keyof InBoth) => [...lines(own, yourTurn, language), ...lines(others, lateElsewhere, language)].slice(1);
  const subject = `Đề nghị đang chờ: ${awaited.length}${late === 0 ? '' : `, quá hạn: ${late}`}`;
  return { subject, text: [...part('vi'), '', 'congthu request show <số>', '', ...part('en'), ''].join('\n') };
}

interface Said {
  readonly today: string;
  readonly calendar: WorkingCalendar;
  readonly language: keyof InBoth;
}

function lineOf({ requestId, unit, title, state, atUnit, since, dueOn }: Awaited, { today, calendar, language }: Said): string {
  const where = atUnit === null ? '' : ` (${atUnit})`;
  const words = {
    vi: { since: 'từ', due: 'hạn', late: 'quá hạn', days: 'ngày làm việc' },
    en: { since: 'since', due: 'due', late: 'late by', days: 'working days' },
  }[language];
  const days = dueOn === null || dueOn >= today ? 0 : workingDaysBetween(calendar, dueOn, today);
  const term = dueOn === null ? '' : `, ${words.due} ${dueOn}${days === 0 ? '' : `, ${words.late} ${days} ${words.days}`}`;
  return `- ${requestId}. ${unit}: ${title}; ${stateNames[state][language]}${where}, ${words.since} ${since}${term}`;
}

const yourTurn: InBoth = { vi: 'Đến lượt bạn:', en: 'It is your turn:' };
const lateElsewhere: InBoth = { vi: 'Quá hạn ở đơn vị cấp trên:', en: 'Late with the unit above:' };
