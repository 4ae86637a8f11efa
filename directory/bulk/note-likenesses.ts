import type { PersonId, UnitId } from '#kernel/ids.ts';
import type { BatchDraft } from './batch-draft.ts';
import type { Neighbour } from './bulk-state.ts';
import type { Newcomer } from './near-people.ts';

interface Row extends Newcomer {
  readonly row: number;
  readonly isNamesake: boolean;
  readonly unitId: UnitId;
}

/** Whether a newcomer is nobody known and nobody of another row, or is said not to be; what is in doubt is noted without standing in the way. */
export function noteLikenesses(draft: BatchDraft, row: Row): boolean {
  const rows = draft.newcomers.of(row);
  const known = draft.known.of(row);
  draft.newcomers.add({ ...row, personId: row.row as PersonId, address: '', unitIds: [row.unitId] });
  for (const { who } of known)
    draft.facts[`person like row ${row.row}: #${who.personId}`] = `${who.name} | ${who.birthDate ?? '-'} | ${who.address}`;
  if (row.isNamesake) return true;
  const doubles = rows.filter(({ how }) => how === 'sure');
  const same = known.filter(({ how }) => how === 'sure');
  if (doubles[0] !== undefined) {
    const other = doubles[0].who;
    const isSame = other.name === row.name;
    draft.note(
      row.row,
      'name',
      'duplicate-row',
      `${isSame ? 'trùng' : 'gần như trùng'} dòng ${other.personId} (${other.name}); nếu là hai người, ghi x ở cột Là người khác`,
      `${isSame ? 'is the same as' : 'looks like'} row ${other.personId} (${other.name}); if they are two people, put x under Là người khác`,
    );
  }
  if (same[0] !== undefined) {
    draft.note(
      row.row,
      'name',
      'namesake',
      `giống người đã có ${shown(same.map(({ who }) => who))}; nếu là người ấy, dùng Bổ nhiệm hay Điều động; nếu là người khác, ghi x ở cột Là người khác`,
      `looks like an existing ${shown(same.map(({ who }) => who))}; if that is them, appoint or transfer them; if it is somebody else, put x under Là người khác`,
    );
  }
  const doubtful = known.filter(({ how }) => how === 'maybe').map(({ who }) => who);
  if (doubtful.length > 0)
    draft.likenesses.push({
      ...{ row: row.row, name: row.name },
      vi: `dòng ${row.row}, ${row.name}: có thể là ${shown(doubtful)}`,
      en: `row ${row.row}, ${row.name}: may be ${shown(doubtful)}`,
    });
  return doubles.length === 0 && same.length === 0;
}

const shownMost = 3;

function shown(people: readonly Neighbour[]): string {
  const named = people
    .slice(0, shownMost)
    .map(({ personId, name, address, birthDate }) => `#${personId} ${name} <${address}>${birthDate === null ? '' : `, ${birthDate}`}`);
  return people.length > shownMost ? `${named.join('; ')}; …` : named.join('; ');
}
