import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Corrections } from './corrections.tsx';

/** What the system keeps of oneself: to have it, and to have it corrected. */
export function MyDataPage() {
  const { ownData: words } = useWording();
  return (
    <Page title={words.title}>
      <Stack maw={860}>
        <Section title={words.have} lead={words.haveLead}>
          <HaveData />
        </Section>
        <Section title={words.correct} lead={words.correctLead}>
          <Corrections />
        </Section>
      </Stack>
    </Page>
  );
}

function HaveData() {
  const { ownData: words } = useWording();
  const withProof = useWithProof();
  const get = useMutation({
    mutationFn: () => withProof(() => asked(POST('/api/v1/me/data', { parseAs: 'blob' }))),
    onSuccess: (zip) => {
      save(zip as unknown as Blob);
      notifications.show({ color: 'teal', message: words.got });
    },
  });
  return (
    <Stack gap="sm">
      <Text size="sm">{words.haveMail}</Text>
      <Text size="sm" c="dimmed">
        {words.haveLaw}
      </Text>
      <Group>
        <Button leftSection={<IconDownload size={16} aria-hidden />} loading={get.isPending} onClick={() => get.mutate()}>
          {words.get}
        </Button>
      </Group>
      {get.error && !(get.error instanceof NotProved) && <ErrorNotice error={get.error} />}
    </Stack>
  );
}

/** Into a file, without leaving the page. */
function save(zip: Blob): void {
  const url = URL.createObjectURL(zip);
  const link = document.createElement('a');
  link.href = url;
  link.download = 'du-lieu-cua-toi.zip';
  link.click();
  URL.revokeObjectURL(url);
}
