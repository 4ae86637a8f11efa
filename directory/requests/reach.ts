import { authorise, readTarget, type Target } from '#directory/access/roles/authorise.ts';
import type { Place } from '#directory/access/roles/standing.ts';
import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import type { MadePlan } from '#directory/lifecycle/plan.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { accountOfPerson } from './account-sql.ts';
import type { RequestLine } from './request-line.ts';
import type { LineFault } from './tables.ts';

/**
 * Whether what a line does stays within the unit that asks, and what stands below it: the person, wherever they hold posts, and the units of
 * new ones. Moving somebody between two units is asked for by a unit above both.
 */
export async function outsideUnit(tx: Tx, unitId: UnitId, line: RequestLine, made: MadePlan): Promise<LineFault | undefined> {
  const isWithin = (place: Place) => place.includes(unitId);
  const targets = await targetsOf(tx, made);
  for (const target of targets.units) {
    const { places } = await readTarget({ tx }, target);
    if (!places.every(isWithin)) return outside;
  }
  if (targets.person === undefined) return undefined;
  const { places } = await readTarget({ tx }, targets.person);
  // Somebody without a post stands nowhere; whoever is to give them one may ask for it (trở lại công tác).
  if (places.length === 0) return line.do === 'appoint' ? undefined : outside;
  return places.every(isWithin) ? undefined : outside;
}

/** Whether who submits or corrects a line reaches what it is about: the one function of directory/access says so. */
export async function outsideReach(
  tx: Tx,
  actorAccountId: AccountId | null,
  line: RequestLine,
  made: MadePlan,
): Promise<LineFault | undefined> {
  const { person, units } = await targetsOf(tx, made);
  const comesBack = line.do === 'appoint' && person !== undefined && (await readTarget({ tx }, person)).places.length === 0;
  for (const target of person === undefined || comesBack ? units : [person, ...units]) {
    const may = await authorise({ tx }, { actorAccountId, act: 'request.make', target });
    if (!may.ok) return { what: 'outside', ...may.refusal.inBoth };
  }
  return undefined;
}

interface Targets {
  readonly person: Target | undefined;
  readonly units: readonly Target[];
}

async function targetsOf(tx: Tx, made: MadePlan): Promise<Targets> {
  const { person, begins } = made.deeds as PersonDeeds;
  const accountId = person.accountId ?? (await accountLookedAt(tx, made));
  return {
    person: accountId === undefined ? undefined : { of: 'account', accountId },
    units: [...new Set(begins.map(({ unitId }) => unitId))].map((unitId) => ({ of: 'unit', unitId })),
  };
}

/** Where nothing can be done to the person (they are suspended, say), the plan says only at whom it looked. */
function accountLookedAt(tx: Tx, { facts, problems }: MadePlan): Promise<AccountId | undefined> {
  const [seen] = problems.length === 0 ? [] : Object.keys(facts).flatMap((about) => /^person (\d+)$/.exec(about)?.[1] ?? []);
  return seen === undefined ? Promise.resolve(undefined) : accountOfPerson(tx, Number(seen) as PersonId);
}

const outside: LineFault = {
  what: 'outside',
  vi: 'Không thuộc đơn vị đề nghị: việc giữa hai đơn vị do đơn vị cấp trên của cả hai đề nghị',
  en: 'Not within the unit that asks: what is between two units is asked for by one above both',
};
