import { findPeople } from '#directory/lifecycle/people/known-person-sql.ts';
import { draftUnits } from '#directory/lifecycle/units/draft.ts';
import { findUnit, isProblem } from '#directory/lifecycle/units/find-unit.ts';
import { readUnits } from '#directory/lifecycle/units/org-state-sql.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockConcerned, toldOf } from './account-sql.ts';
import type { KeptLine, KeptRequest } from './request-sql.ts';

/** Before any line changes an account: those of all that the lines name, in one order. Plans lock theirs again, which costs nothing then. */
export async function lockForLines(tx: Tx, request: KeptRequest, lines: readonly KeptLine[], today: string): Promise<void> {
  const draft = { units: draftUnits(await readUnits(tx)), state: { profiles: new Map() } };
  const unitTexts = new Set(lines.flatMap(({ asked }) => ('unit' in asked ? [asked.unit] : [])));
  const units = [...unitTexts].flatMap((text) => {
    const unit = findUnit(draft, text);
    return isProblem(unit) || unit.before === null ? [] : [unit.before.id];
  });
  const people = await findPeople(tx, [...new Set(lines.flatMap(({ asked }) => (asked.do === 'recruit' ? [] : [asked.person])))], today);
  const told = await toldOf(tx, request.id, request.unitId);
  await lockConcerned(tx, {
    units: [...units, request.unitId],
    people: [...people.values()].flat().map(({ personId }) => personId),
    accounts: told.map(({ accountId }) => accountId),
  });
}
