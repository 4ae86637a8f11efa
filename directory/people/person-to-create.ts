import type { PersonName } from '#directory/naming/person-name.ts';
import type { PostKind } from '#directory/org/tables.ts';
import type { UnitId } from '#kernel/ids.ts';

export interface PostToCreate {
  readonly unitId: UnitId;
  readonly title: string;
  readonly kind: PostKind;
}

export interface PersonToCreate<Key> {
  readonly key: Key;
  readonly name: PersonName;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  /** At least one; the first is the main post. */
  readonly posts: readonly PostToCreate[];
}
