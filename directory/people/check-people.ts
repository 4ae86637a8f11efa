import type { KeyedRefusal } from '#directory/naming/keyed-refusal.ts';
import { personName } from '#directory/naming/person-name.ts';
import { type RefusalKind, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { peopleAtOnceMax } from './limits.ts';
import type { PersonToName } from './name-people.ts';
import { findNamingUnits, findUnitsWithHead } from './person-sql.ts';
import type { PersonToCreate } from './person-to-create.ts';

/** Tidied names and the unit each is named after, or all that is wrong with the input. */
export async function checkPeople<Key>(
  tx: Tx,
  people: readonly PersonToCreate<Key>[],
): Promise<Result<readonly PersonToName<Key>[], readonly KeyedRefusal<Key>[]>> {
  const problems: KeyedRefusal<Key>[] = [];
  const turnDown = (key: Key, kind: RefusalKind, message: string) => problems.push({ key, refusal: refusal(kind, message) });
  if (people.length > peopleAtOnceMax) turnDown(people[peopleAtOnceMax]!.key, 'limit', `More than ${peopleAtOnceMax} people at once`);
  const units = await findNamingUnits(tx, [...new Set(people.flatMap(({ posts }) => posts.map(({ unitId }) => unitId)))]);
  const checked: PersonToName<Key>[] = [];
  for (const { key, name, birthDate, posts } of people) {
    const tidy = personName(name);
    const unit = posts[0] && units.get(posts[0].unitId);
    if (!tidy.ok) problems.push({ key, refusal: tidy.refusal });
    if (posts.length === 0) turnDown(key, 'invalid', 'A person needs a post');
    if (posts.some(({ unitId }) => !units.has(unitId))) turnDown(key, 'not-found', 'The unit of a post does not exist');
    if (posts.some(({ title }) => title.trim() === '')) turnDown(key, 'invalid', 'A post needs a title');
    if (tidy.ok && unit !== undefined) checked.push({ key, name: tidy.value, birthDate, unit });
  }
  return problems.length > 0 ? refused(problems) : ok(checked);
}

/** A unit has one head at a time: neither one in office already nor two among the new people. */
export async function checkHeads<Key>(tx: Tx, people: readonly PersonToCreate<Key>[]): Promise<readonly KeyedRefusal<Key>[]> {
  const heads = people.flatMap(({ key, posts }) => posts.filter(({ kind }) => kind === 'head').map(({ unitId }) => ({ key, unitId })));
  if (heads.length === 0) return [];
  const unitIds = heads.map(({ unitId }) => unitId);
  const headed = new Set(await findUnitsWithHead(tx, unitIds));
  const problems: KeyedRefusal<Key>[] = [];
  for (const { key, unitId } of heads) {
    if (headed.has(unitId)) problems.push({ key, refusal: refusal('conflict', 'The unit has a head already') });
    headed.add(unitId);
  }
  return problems;
}
