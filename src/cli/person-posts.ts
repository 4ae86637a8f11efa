import { InvalidArgumentError } from 'commander';
import type { PostRequest } from '#directory/lifecycle/people/person-request.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import { type Capacity, postKinds } from '#directory/org/tables.ts';

const capacityWords: Readonly<Record<string, Capacity>> = {
  quyen: 'acting',
  acting: 'acting',
  'phu trach': 'in-charge',
  'in charge': 'in-charge',
};

/** A post in one argument: `Trưởng ban | Ban Dân tộc | head | quyền`; kind and capacity may be left out. */
export function postOf(text: string): PostRequest {
  const [title = '', unit = '', ...more] = text.split('|').map((part) => part.trim());
  if (title === '' || unit === '') throw new InvalidArgumentError('"chức vụ | đơn vị" / "title | unit"');
  let post: PostRequest = { title, unit, capacity: 'full' };
  for (const word of more) {
    const kind = postKinds.find((one) => one === word);
    const capacity = capacityWords[searchKey(word)];
    if (kind !== undefined) post = { ...post, kind };
    else if (capacity !== undefined) post = { ...post, capacity };
    else throw new InvalidArgumentError(`“${word}”: ${postKinds.join(', ')}, quyền, phụ trách`);
  }
  return post;
}
