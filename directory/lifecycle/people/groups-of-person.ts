import { closest } from '#directory/naming/closest.ts';
import { note, type PersonDraft } from './person-draft.ts';

/** Groups by name or `#number`. */
export function joinGroups(draft: PersonDraft, texts: readonly string[]): void {
  for (const text of texts) {
    const wanted = text.normalize('NFC');
    const found = draft.state.groups.filter(({ id, name }) => name === wanted || `#${id}` === wanted);
    const [group] = found;
    if (group === undefined) {
      const meant = closest(
        wanted,
        draft.state.groups.map(({ name }) => name),
      );
      const vi = `Không có nhóm “${text}”${meant === undefined ? '' : `; có phải là “${meant}”?`}`;
      note(draft, 'unknown-group', vi, `There is no group “${text}”${meant === undefined ? '' : `; did you mean “${meant}”?`}`);
    } else if (found.length > 1) {
      const which = found.map(({ id }) => `#${id}`).join(', ');
      note(draft, 'ambiguous-group', `Nhiều nhóm tên “${text}”: ${which}`, `Several groups are called “${text}”: ${which}`);
    } else if (draft.subject === null || !draft.subject.groups.some(({ id }) => id === group.id)) draft.joinsGroups.push(group);
  }
}
