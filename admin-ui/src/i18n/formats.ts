import type { Language } from './language.tsx';

const locale: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

/** A day `YYYY-MM-DD` as people write it: 31/01/2026 in both languages, as in every paper of an office. */
export function dayText(day: string): string {
  const [year, month, date] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** A moment, in Vietnam's time wherever the browser stands. */
export function momentText(moment: string, language: Language): string {
  const parts = { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(locale[language], { ...parts, timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(moment));
}

/** The day of a moment, in Vietnam: 31/01/2026. */
export function momentDayText(moment: string): string {
  return dayText(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(moment)));
}

export function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(locale[language]).format(value);
}

/** A part of a whole in hundredths: 12,5 %; a dash where there is no whole. */
export function shareText(part: number, whole: number, language: Language): string {
  if (whole === 0) return '–';
  return new Intl.NumberFormat(locale[language], { style: 'percent', maximumFractionDigits: 1 }).format(part / whole);
}

/** Octets in the unit that suits them: 1,5 GB. */
export function octetsText(octets: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  let step = 0;
  let value = octets;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  const maximumFractionDigits = value < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale[language], { style: 'unit', unit: units[step]!, unitDisplay: 'short', maximumFractionDigits }).format(
    value,
  );
}

/** The order of Vietnamese words, marks after letters: a, á, à… */
export function vietnameseOrder(): (one: string, other: string) => number {
  return new Intl.Collator('vi').compare;
}
