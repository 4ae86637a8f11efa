export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/**
 * What the reader asked for by the switch, or else Vietnamese: English only for a browser that lists English and no Vietnamese
 * (Accept-Language, RFC 9110 §12.5.4; weights do not matter to that question, but `q=0` is a no).
 */
export function chooseLanguage(asked: string | undefined, acceptLanguage: string | undefined): Language {
  if (asked === 'vi' || asked === 'en') return asked;
  const accepted = (acceptLanguage ?? '')
    .toLowerCase()
    .split(',')
    .map((range) => range.trim())
    .filter((range) => !/;\s*q=0(\.0*)?$/.test(range))
    .map((range) => range.split(/[-;]/, 1)[0]);
  return accepted.includes('en') && !accepted.includes('vi') ? 'en' : 'vi';
}
