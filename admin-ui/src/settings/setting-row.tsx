import { Badge, Button, Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Setting } from '../api/api-contract.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { SettingField } from './setting-field.tsx';
import { isSame, type SettingValue, valueText } from './setting-value.ts';
import classes from './settings.module.css';

interface Props {
  readonly setting: Setting;
  /** undefined: as it is. */
  readonly draft: SettingValue | undefined;
  readonly error: string | undefined;
  /** Whether whoever looks may change it here at all. */
  readonly mayChange: boolean;
  readonly onChange: (value: SettingValue) => void;
}

/** One setting: what it means, what is in force and whence, and what it may become. */
export function SettingRow({ setting, draft, error, mayChange, onChange }: Props) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const { key, name, help, closed, source, next, fallback, value, isSecret, isSet, waitsForRestart, form } = setting;
  const isOpen = mayChange && closed === null;
  const say = (one: SettingValue) => valueText(one, setting, wording, language);
  const present = isSecret ? (isSet ? words.isSet : words.notSet) : say(value);
  const limits =
    form.minimum == null || form.maximum == null
      ? ''
      : words.limits(numberText(form.minimum, language), numberText(form.maximum, language));
  const chosen = draft === undefined ? next : (draft ?? fallback);
  const facts = [
    isSecret || isSame(fallback, next) ? '' : words.fallback(say(fallback)),
    isOpen ? limits : '',
    waitsForRestart && !isSecret ? words.inForce(present) : '',
  ];
  return (
    <li className={classes.row} data-changed={draft !== undefined || undefined}>
      <div className={classes.told}>
        <Group gap="xs">
          <Text fw={600} size="sm">
            {name[language]}
          </Text>
          {source !== 'default' && (
            <Badge size="sm" variant="light" color="gray">
              {words.sources[source]}
            </Badge>
          )}
          {waitsForRestart && (
            <Badge size="sm" variant="light" color="blue">
              {words.waits}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed" id={`help-${key}`}>
          {help[language]}
        </Text>
        <Text size="xs" c="dimmed">
          <code>{key}</code>
          {facts.filter(Boolean).map((fact) => ` · ${fact}`)}
        </Text>
      </div>
      <div className={classes.value}>
        {isOpen ? (
          <SettingField setting={setting} value={chosen} error={error} onChange={onChange} />
        ) : (
          <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {present}
          </Text>
        )}
        {waitsForRestart && !isOpen && !isSecret && (
          <Text size="xs" c="dimmed">
            {words.later(say(next))}
          </Text>
        )}
        {isOpen && !isSame(chosen, fallback) && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange(null)}
            mt={4}
            aria-label={`${words.backToDefault}: ${name[language]}`}
          >
            {words.backToDefault}
          </Button>
        )}
        {closed !== null && (
          <Group gap={4} wrap="nowrap" align="flex-start" mt={4}>
            <IconLock size={14} aria-hidden style={{ flexShrink: 0, marginTop: 3 }} />
            <Text size="xs" c="dimmed">
              {words.closed}. {closed[language]}
            </Text>
          </Group>
        )}
      </div>
    </li>
  );
}
