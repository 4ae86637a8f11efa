import { Group, Progress, Text } from '@mantine/core';
import type { DayCount } from '../api/api-contract.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import classes from './duties.module.css';
import { shareOf } from './duty-share.ts';

/** How many days were met of those required, as a share and in full. */
export function ShareCell({ count, label }: { readonly count: DayCount; readonly label: string }) {
  const { wording, language } = useLanguage();
  const { duties: words } = wording;
  const share = shareOf(count);
  if (share === null)
    return (
      <Text size="sm" c="dimmed">
        {words.nothingRequired}
      </Text>
    );
  const days = words.daysOf(numberText(count.met, language), numberText(count.required, language));
  return (
    <div className={classes.bar}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          {share}%
        </Text>
        <Text size="xs" c="dimmed">
          {days}
        </Text>
      </Group>
      <Progress value={share} color={share >= 90 ? 'teal' : share >= 60 ? 'yellow' : 'red'} size="sm" aria-label={`${label}: ${days}`} />
    </div>
  );
}
