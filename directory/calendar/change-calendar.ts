import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockSetDay, putSetDay, removeSetDay, type SetDay } from './calendar-day-sql.ts';
import { firstYear, lastYear, nameCharactersMax } from './limits.ts';

interface CalendarChange {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** null: what the law and the week say again. */
  readonly set: Omit<SetDay, 'day'> | null;
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string | null;
}

/** Makes a day one off, or to be worked, whatever law and week say of it. Terms and duties are reckoned anew from then on. */
export async function changeCalendar(tx: Tx, { day, set, actorAccountId, reason }: CalendarChange): Promise<Result<void>> {
  const permitted = await authorise({ tx }, { actorAccountId, act: 'calendar.change', target: { of: 'system' } });
  if (!permitted.ok) return permitted;
  const after = set === null ? ok(null) : checkDay({ day, ...set });
  if (!after.ok) return after;
  const before = await lockSetDay(tx, day);
  if (after.value === null && before === undefined)
    return refused(refusalInBoth('not-found', { vi: `Ngày ${day} không được đặt riêng`, en: `Nothing was set for ${day}` }));
  if (after.value === null) await removeSetDay(tx, day);
  else await putSetDay(tx, after.value, actorAccountId);
  const shown = (of: SetDay | null | undefined) => (of == null ? {} : { isWorking: of.isWorking, name: of.name });
  const detail = reason === null ? {} : { reason };
  await recordAct(tx, { actorAccountId, act: 'calendar.set', target: day, detail, before: shown(before), after: shown(after.value) });
  return ok();
}

function checkDay({ day, isWorking, name }: SetDay): Result<SetDay> {
  const year = Number(day.slice(0, 4));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isDay(day))
    return refused(refusalInBoth('invalid', { vi: `Không có ngày ${day}`, en: `There is no day ${day}` }));
  if (year < firstYear || year > lastYear)
    return refused(
      refusalInBoth('invalid', { vi: `Năm từ ${firstYear} đến ${lastYear}`, en: `Years are from ${firstYear} to ${lastYear}` }),
    );
  const called = name.trim().normalize('NFC');
  if (called !== '' && called.length <= nameCharactersMax && isPlainText(called)) return ok({ day, isWorking, name: called });
  const inBoth = {
    vi: `Tên ngày là một dòng chữ, nhiều nhất ${nameCharactersMax} ký tự`,
    en: `What the day is called is one line of at most ${nameCharactersMax} characters`,
  };
  return refused(refusalInBoth('invalid', inBoth));
}

/** Whether the calendar has it: 30 February is taken for 2 March by `Date`. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
