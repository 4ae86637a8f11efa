import { NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { Setting } from '../api/api-contract.ts';
import { useLanguage } from '../i18n/language.tsx';
import { listOf, type SettingValue } from './setting-value.ts';

interface Props {
  readonly setting: Setting;
  readonly value: SettingValue;
  readonly error: string | undefined;
  readonly onChange: (value: SettingValue) => void;
}

/** What a setting may be, typed or chosen as its form in the schema has it. */
export function SettingField({ setting, value, error, onChange }: Props) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const { form, name, unit, key } = setting;
  const shared = { 'aria-label': name[language], 'aria-describedby': `help-${key}`, error };
  switch (form.is) {
    case 'yes-no':
      return (
        <Switch
          {...shared}
          label={value === true ? words.yes : words.no}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          data={(form.choices ?? []).map((choice) => ({ value: choice.value, label: choice.name[language] }))}
          value={String(value)}
          onChange={(chosen) => onChange(chosen)}
          allowDeselect={false}
          comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' || typeof value === 'string' ? value : ''}
          onChange={(typed) => onChange(typed === '' ? null : typed)}
          suffix={unit === null ? '' : ` ${unit[language]}`}
          thousandSeparator={language === 'vi' ? '.' : ','}
          decimalSeparator={language === 'vi' ? ',' : '.'}
          allowDecimal={false}
          clampBehavior="none"
          {...(form.minimum == null || form.minimum < 0 ? {} : { allowNegative: false })}
        />
      );
    case 'list':
      return (
        <TagsInput
          {...shared}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(items) => onChange(listOf(items, form.of))}
          description={words.listHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...(form.itemsMax == null ? {} : { maxTags: form.itemsMax })}
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          value={value === null ? '' : String(value)}
          maxLength={form.charactersMax ?? 500}
          onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value)}
        />
      );
  }
}
