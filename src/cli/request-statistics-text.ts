import type { RequestStatistics, Taken, TurnFigures } from '#directory/requests/figures.ts';
import { eventNames } from '#directory/requests/line-text.ts';
import { textInBoth } from '#kernel/refusal.ts';

/** How many, and how long they took, a line a matter. */
export function statisticsText(figures: RequestStatistics): string {
  const { from, to, made, lines, carriedOut, refused, withdrawn, waiting, overdue, whole, turns, kinds, units } = figures;
  return [
    `${from} – ${to}`,
    `Lập / made ${made} (${lines} dòng / lines); thực hiện / carried out ${carriedOut}; từ chối / refused ${refused}; rút / withdrawn ${withdrawn}`,
    `Còn chờ / waiting ${waiting}, quá hạn / overdue ${overdue}`,
    '',
    'Ngày làm việc / working days: trung vị / median, nhiều nhất / most',
    row('cả đề nghị / as a whole', whole),
    row('đơn vị cấp trên / unit above', turns.unitAbove, inTime(turns.unitAbove)),
    row('quản trị hệ thống / operator', turns.operator, inTime(turns.operator)),
    row('sửa lại / corrected by the unit', turns.unit),
    ...section(
      'Theo việc / by what was asked',
      kinds.map((kind) => row(textInBoth(eventNames[kind.do]), kind, done(kind))),
    ),
    ...section(
      'Theo đơn vị / by unit',
      units.map((unit) => row(unit.unit, unit, `lập / made ${unit.made}, ${done(unit)}`)),
    ),
  ].join('\n');
}

const inTime = ({ inTime: met, withTerm }: TurnFigures) => (withTerm === 0 ? '' : `đúng hạn / in time ${met}/${withTerm}`);
const done = ({ carriedOut, refused }: { carriedOut: number; refused: number }) =>
  `thực hiện / done ${carriedOut}, từ chối / refused ${refused}`;

function row(name: string, { count, medianWorkingDays, maxWorkingDays }: Taken, more = ''): string {
  return `  ${name.padEnd(40)}${String(count).padStart(5)}  ${String(medianWorkingDays ?? '—').padStart(5)}  ${String(maxWorkingDays ?? '—').padStart(4)}  ${more}`.trimEnd();
}

function section(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines];
}
