export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * What the reader asked for by the switch, or else Vietnamese. Accept-Language is not asked: offices' computers often run English software,
 * and their readers are Vietnamese all the same.
 */
export function chooseLanguage(asked: string | undefined): Language {
  return asked === 'en' ? 'en' : 'vi';
}
