import type { OwnAppPassword } from '../api/api-contract.ts';

export type MailProgram = NonNullable<OwnAppPassword['program']>;

/** In the order in which offices have them. */
export const mailPrograms = [
  'thunderbird',
  'outlook',
  'apple',
  'android-thunderbird',
  'android-gmail',
  'other',
] as const satisfies readonly MailProgram[];
