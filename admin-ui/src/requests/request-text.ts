import type { Request, Unit } from '../api/api-contract.ts';
import { dayText } from '../i18n/formats.ts';
import type { Wording } from '../i18n/wording-vi.ts';
import type { RequestLine } from './line-fields.ts';

/** The day it is in Vietnam, wherever the browser stands. */
export function todayInVietnam(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now);
}

/** Days by which a day has passed; negative: days to go. */
export function daysPast(day: string, today: string): number {
  return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
}

/** Whose turn it is, in words; null: nobody's any more. */
export function turnText({ state, unit, atUnit }: Pick<Request, 'state' | 'unit' | 'atUnit'>, { requests: words }: Wording): string | null {
  if (state === 'in-review') return words.turnOf(atUnit ?? '');
  if (state === 'endorsed') return words.turnOfOperator;
  return state === 'returned' ? words.turnOfUnit(unit) : null;
}

/** A unit as lines name it (`#12`, or a name as somebody wrote it), by its name. */
export function unitText(named: string, units: readonly Unit[]): string {
  const id = /^#(\d+)$/.exec(named)?.[1];
  return id === undefined ? named : (units.find((unit) => unit.id === Number(id))?.name ?? named);
}

/** Who a line is about. */
export function whoText(line: RequestLine): string {
  if (line.do === 'recruit') return line.name;
  const called = 'called' in line ? line.called : undefined;
  return called === undefined ? line.person : `${called} <${line.person}>`;
}

/** What a line asks for that person, in a few words. */
export function askedText(line: RequestLine, units: readonly Unit[], { requests: words }: Wording): string {
  const parts: string[] = [];
  if ('post' in line) parts.push(`${line.post}, ${unitText(line.unit, units)}`);
  if (line.do === 'rename') parts.push(words.newName(line.name));
  if ('from' in line && line.from !== undefined) parts.push(words.endsIn(unitText(line.from, units)));
  if (line.on !== undefined) parts.push(words.fromDay(dayText(line.on)));
  if (line.reason !== undefined) parts.push(line.reason);
  return parts.join(' · ');
}
