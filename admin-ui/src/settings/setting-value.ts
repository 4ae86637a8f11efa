import type { Setting } from '../api/api-contract.ts';
import { numberText } from '../i18n/formats.ts';
import type { Language } from '../i18n/language.tsx';
import type { Wording } from '../i18n/wording-vi.ts';
import { foldedText } from '../units/unit-forest.ts';

export type SettingValue = Setting['value'];

/** What somebody has typed, of settings that they changed; null: back to the default. */
export type Drafts = Readonly<Record<string, SettingValue>>;

/** A value as people read it. */
export function valueText(
  value: SettingValue,
  { form, unit }: Pick<Setting, 'form' | 'unit'>,
  wording: Wording,
  language: Language,
): string {
  const { settings: words } = wording;
  if (value === null) return words.notSet;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.length === 0 ? wording.none : value.join(', ');
  const [choice] = (form.choices ?? []).filter((one) => one.value === value);
  // A number of nothing is a name: 10000 is a port.
  const said = choice ? choice.name[language] : typeof value === 'number' && unit !== null ? numberText(value, language) : String(value);
  return unit === null ? said : `${said} ${unit[language]}`;
}

export const isSame = (one: SettingValue, other: SettingValue) => JSON.stringify(one) === JSON.stringify(other);

/** What was typed, without what is as it would be anyway. */
export function withDraft(drafts: Drafts, setting: Pick<Setting, 'key' | 'next' | 'fallback' | 'source'>, value: SettingValue): Drafts {
  const { [setting.key]: _, ...others } = drafts;
  const isAsBefore = isSame(value, setting.next) || (value === null && isSame(setting.next, setting.fallback));
  return isAsBefore ? others : { ...others, [setting.key]: value };
}

/** Whether a search means it: by its name, its explanation in the language shown, or its key, without marks. */
export function isMeant({ key, name, help }: Pick<Setting, 'key' | 'name' | 'help'>, wanted: string, language: Language): boolean {
  const own = foldedText(`${key} ${name[language]} ${help[language]}`);
  return foldedText(wanted)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => own.includes(word));
}

/** What a list holds of what was typed: numbers where they are wanted and given. */
export function listOf(items: readonly string[], of: 'number' | 'text' | undefined): (string | number)[] {
  return items.map((item) => (of === 'number' && /^\d{1,9}$/.test(item.trim()) ? Number(item) : item.trim()));
}
