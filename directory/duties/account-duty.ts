import type { Database } from '#io/database.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { readDutyFacts } from './account-duty-sql.ts';
import { countedDaysOf, type DayCount, type DutyQuestion } from './duty-figures.ts';
import { type JudgedDay, judgeDay } from './rules.ts';

/** One mailbox, day by day: the days on which somebody is held to read it. */
export interface AccountDuty {
  readonly accountId: AccountId;
  readonly kind: 'personal' | 'unit';
  readonly name: string;
  readonly address: string;
  readonly unitId: UnitId | null;
  readonly mailbox: DayCount;
  /** Of a unit's mailbox. */
  readonly head: DayCount | null;
  readonly days: readonly JudgedDay[];
}

interface Asked extends Omit<DutyQuestion, 'unit' | 'alone'> {
  readonly accountId: AccountId;
}

/** undefined: there is no such account. */
export async function accountDuty(database: Database, { accountId, ...asked }: Asked): Promise<AccountDuty | undefined> {
  const counted = await countedDaysOf(database, asked);
  const facts = await readDutyFacts(
    database,
    accountId,
    counted.map(({ day }) => day),
  );
  if (facts === undefined) return undefined;
  const { held, headed, looks, ...account } = facts;
  const [heldDays, headDays] = [new Set(held), new Set(headed)];
  const looksByDay = Map.groupBy(looks, ({ day }) => day);
  const days = counted
    .filter(({ day }) => heldDays.has(day))
    .map((day) => {
      const ofDay = (looksByDay.get(day.day) ?? []).map((look) => ({ ...look, halfHours: BigInt(look.halfHours) }));
      return judgeDay(day, ofDay, account.kind === 'unit' && headDays.has(day.day));
    });
  const reviewed = days.filter(({ head }) => head !== null);
  return {
    ...account,
    mailbox: { required: days.length, met: days.filter(({ isMet }) => isMet).length },
    head: account.kind === 'unit' ? { required: reviewed.length, met: reviewed.filter(({ head }) => head).length } : null,
    days,
  };
}
