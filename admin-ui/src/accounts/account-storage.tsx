import { Box, Button, Group, Progress, Text } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { accountQuery } from '../api/queries.ts';
import { octetsText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Section } from '../shared/section.tsx';
import { SetQuota } from './set-quota.tsx';

/** How full a mailbox is, and changing what it may hold. */
export function AccountStorage({ accountId, maySet }: { readonly accountId: number; readonly maySet: boolean }) {
  const { language, wording } = useLanguage();
  const { data, error, refetch } = useQuery(accountQuery(accountId));
  const [isSetting, setSetting] = useState(false);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const share = Math.min(100, (100 * data.usedOctets) / data.quotaOctets);
  return (
    <Section
      title={wording.people.account}
      aside={
        maySet && (
          <Button size="xs" variant="default" leftSection={<IconDatabase size={14} aria-hidden />} onClick={() => setSetting(true)}>
            {wording.accounts.acts.quota}
          </Button>
        )
      }
    >
      <Box maw={420}>
        <Group justify="space-between" mb={4}>
          <Text size="sm">{wording.people.quota}</Text>
          <Text size="sm" c="dimmed">
            {wording.people.used(octetsText(data.usedOctets, language), octetsText(data.quotaOctets, language))}
          </Text>
        </Group>
        <Progress value={share} color={share >= 95 ? 'red' : share >= 80 ? 'yellow' : 'teal'} aria-label={wording.people.quota} />
      </Box>
      {isSetting && <SetQuota account={data} onClose={() => setSetting(false)} />}
    </Section>
  );
}
