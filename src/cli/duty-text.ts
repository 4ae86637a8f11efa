import type { AccountDuty } from '#directory/duties/account-duty.ts';
import type { DayCount, Duties, UnitDuties } from '#directory/duties/duty-figures.ts';
import type { MailboxFigures } from '#directory/duties/figures-sql.ts';
import type { ReportSpan } from '#directory/duties/report-span.ts';

/** One mailbox, a line a day. */
export function accountText({ name, address, mailbox, head, days }: AccountDuty): string {
  const lines = days.map(({ day, isMet, parts, head: reviewed }) => {
    const looked = parts.map(({ part, by }) => `${part} ${by.length === 0 ? '–' : by.join(', ')}`).join('  ');
    const review = reviewed === null ? '' : `  thủ trưởng / head: ${reviewed ? 'đã xem / looked' : '–'}`;
    return `${day}  ${isMet ? 'đạt / met      ' : 'chưa / not met '}  ${looked}${review}`;
  });
  const sums = [`Đọc đủ / read: ${share(mailbox)}`, ...(head === null ? [] : [`Thủ trưởng xem / reviewed by the head: ${share(head)}`])];
  return [`${name} <${address}>`, ...lines, ...sums].join('\n');
}

/** Mailboxes of a unit, a line each. */
export function mailboxesText(mailboxes: readonly MailboxFigures[]): string {
  if (mailboxes.length === 0) return 'Không có hộp thư nào phải đọc trong những ngày đó / no mailbox was to be read on those days.';
  return mailboxes.map(({ name, address, ...count }) => `${share(count).padEnd(16)}  ${name} <${address}>`).join('\n');
}

/** Units as they stand under each other; where there are units below, a second line has them all. */
export function reportText({ from, to }: ReportSpan, units: readonly UnitDuties[]): string {
  const below = Map.groupBy(units, ({ parentId }) => parentId);
  const ids = new Set(units.map(({ unitId }) => unitId));
  const roots = units.filter(({ parentId }) => parentId === null || !ids.has(parentId));
  const lines = (unit: UnitDuties, depth: number): readonly string[] => {
    const under = below.get(unit.unitId) ?? [];
    const sum = under.length === 0 ? [] : [`${'  '.repeat(depth)}  cả cấp dưới / with those below: ${dutiesText(unit.all)}`];
    return [`${'  '.repeat(depth)}${unit.name}: ${dutiesText(unit.own)}`, ...sum, ...under.flatMap((one) => lines(one, depth + 1))];
  };
  if (units.length === 0) return 'Không có đơn vị nào trong những ngày đó / there were no units on those days.';
  const heading = `${from} – ${to}: ngày đạt / ngày làm việc, của hộp thư đơn vị, thủ trưởng, cán bộ / days met of working days: mailbox, head, people`;
  return [heading, ...roots.flatMap((unit) => lines(unit, 0))].join('\n');
}

function dutiesText({ mailbox, head, people }: Duties): string {
  return [
    `hộp thư / mailbox ${share(mailbox)}`,
    `thủ trưởng / head ${share(head)}`,
    `${people.count} cán bộ / people ${share(people)}`,
  ].join(' · ');
}

function share({ met, required }: DayCount): string {
  return required === 0 ? '–' : `${met}/${required} (${Math.floor((met / required) * 100)} %)`;
}
