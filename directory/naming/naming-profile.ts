import { z } from 'zod';

const word = z.string().trim().min(1);
const words = z.array(word).default([]);

// What stands for the unit itself: initials of its syllables, or all its syllables joined.
const ownPart = z.enum(['abbreviation', 'joined-name']);
// Whether the mailbox of the unit above is part of the name.
const unitRule = z.strictObject({ own: ownPart, parent: z.enum(['none', 'mailbox']) });

const perKind = <T extends z.ZodType>(each: T) =>
  z.strictObject({ province: each, agency: each, 'mass-organisation': each, office: each, district: each, commune: each });

/** What to try when a name is taken, best first. Digits of an identity number are personal data: no profile has them unless it says so. */
export const duplicateWays = [
  'ordinal',
  'birth-year',
  'birth-year-short',
  'spelled-middle-name',
  'spelled-name',
  'identity-digits',
] as const;
export type DuplicateWay = (typeof duplicateWays)[number];

/** How one province names its mailboxes (REQ-DIR-7): `config/naming/<id>.yaml`. */
export const namingProfileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  title: word,
  /** Between the parts of a mailbox name. */
  separator: z.enum(['.', '-', '_']),
  units: z.strictObject({
    /** phongcn.tt (own-first) or tt.phongcn (parent-first), REQ-DIR-5. */
    order: z.enum(['own-first', 'parent-first']),
    rules: perKind(unitRule),
    /** What a name begins with that says only what sort of unit it is. Compared with marks, without case. */
    kindWords: perKind(words),
    /** What a name ends with that says only of what level it is; left out of abbreviations. */
    levelWords: words,
    /** Left out of abbreviations. */
    connectives: words,
  }),
  people: z.strictObject({
    /** Nguyễn Văn Anh: anhnv, nvanh, nguyenvananh. */
    name: z.enum(['given-initials', 'initials-given', 'joined-name']),
    /** Where the unit's mailbox stands: anhnv.tt, tt.anhnv, or not at all. */
    unit: z.enum(['after', 'before', 'none']),
    duplicates: z.array(z.enum(duplicateWays)).min(1),
  }),
  /** Names the province keeps for itself, beside those of reserved-names.ts. */
  reserved: z.array(z.string().regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, 'a mailbox name')).default([]),
});

export type NamingProfile = z.infer<typeof namingProfileSchema>;
