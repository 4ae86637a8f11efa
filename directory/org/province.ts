import type { UnitInTree } from '#directory/naming/name-units.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { PersonName } from '#directory/naming/person-name.ts';
import type { PostKind } from './tables.ts';

/** A province as its files say it is, all of it checked to fit together. */
export interface Province {
  readonly id: string;
  readonly name: string;
  /** The first is the main one. */
  readonly domains: readonly string[];
  /** LDAP suffix, `dc=backan,dc=gov,dc=vn`. */
  readonly suffix: string;
  readonly profile: NamingProfile;
  /** In the order of the file; the key is the line. */
  readonly units: readonly UnitInTree<number>[];
  readonly people: readonly ProvincePerson[];
}

export interface ProvincePerson {
  /** What the file calls the person, so that several rows can be one person's posts. */
  readonly key: string;
  readonly name: PersonName;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  /** The first is the main post: the address comes from its unit. */
  readonly posts: readonly ProvincePost[];
}

export interface ProvincePost {
  readonly unit: number;
  readonly title: string;
  readonly kind: PostKind;
}
