import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import type { CorrectionField } from './correction-sql.ts';

/** What the directory has now of what somebody says is wrong: written beside it, since it may change meanwhile. Pure. */
export function presentValue(
  { name, birthDate, posts, address }: Pick<PersonFacts, 'name' | 'birthDate' | 'posts' | 'address'>,
  field: CorrectionField,
): string {
  switch (field) {
    case 'name':
      return name;
    case 'birth-date':
      return birthDate === null ? '' : birthDate.split('-').reverse().join('/');
    case 'post':
      return posts
        .filter(({ isCalledOff, validTo }) => !isCalledOff && validTo === null)
        .map(({ title, unit }) => `${title}, ${unit}`)
        .join('; ');
    case 'address':
      return address;
    case 'other':
      return '';
  }
}
