import type { Person } from '../api/api-contract.ts';
import type { Wording } from '../i18n/wording-vi.ts';

type Post = Pick<Person['posts'][number], 'title' | 'capacity'>;

/** A post as offices write it: Quyền Giám đốc. */
export function postText({ title, capacity }: Post, wording: Wording): string {
  const how = wording.capacities[capacity] ?? '';
  if (how === '') return title;
  return `${how.charAt(0).toUpperCase()}${how.slice(1)} ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}
