import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconTool } from '@tabler/icons-react';
import type { CurrentAnnouncements } from '../api/api-contract.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';

type Current = CurrentAnnouncements['items'][number];

const looks = {
  maintenance: { color: 'orange', Icon: IconTool },
  info: { color: 'blue', Icon: IconInfoCircle },
  urgent: { color: 'red', Icon: IconAlertTriangle },
} as const;

interface Props {
  readonly announcement: Omit<Current, 'id' | 'revision'>;
  /** As it would be: nothing that a screen reader tells at once. */
  readonly isPreview?: boolean;
  /** Left out: it cannot be put away. */
  readonly onPutAway?: () => void;
}

/** An announcement as people see it: its text as text, whatever stands in it. */
export function Banner({ announcement, isPreview = false, onPutAway }: Props) {
  const { wording, language } = useLanguage();
  const { announcements: words } = wording;
  const { kind, beginsAt, endsAt } = announcement;
  const inEnglish = language === 'en' && announcement.titleEn !== null && announcement.bodyEn !== null;
  const title = inEnglish ? announcement.titleEn : announcement.title;
  const body = inEnglish ? announcement.bodyEn : announcement.body;
  const { color, Icon } = looks[kind];
  return (
    <Alert
      color={color}
      icon={<Icon aria-hidden />}
      title={`${words.kinds[kind]}: ${title}`}
      role={isPreview ? 'note' : kind === 'urgent' ? 'alert' : 'status'}
      {...(onPutAway && { withCloseButton: true, closeButtonLabel: words.putAway(title ?? ''), onClose: onPutAway })}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
      style={{ overflowWrap: 'anywhere' }}
    >
      <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
        {body}
      </Text>
      {kind === 'maintenance' && (
        <Text size="sm" fw={600} mt={4}>
          {words.span(momentText(beginsAt, language), momentText(endsAt, language))}
        </Text>
      )}
    </Alert>
  );
}
