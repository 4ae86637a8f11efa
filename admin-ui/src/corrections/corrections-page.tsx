import { Loader, Stack, Tabs } from '@mantine/core';
import { IconPencilCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { AskedCorrection } from './asked-correction.tsx';
import { correctionsQuery } from './queries.ts';

/** What people say is wrong in what is kept of them: for who keeps the directory there. */
export function CorrectionsPage() {
  const { corrections: words } = useWording();
  const { tab = 'waiting' } = useSearch({ strict: false }) as { tab?: 'answered' };
  const navigate = useNavigate();
  return (
    <Page title={words.title} lead={words.lead}>
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: '.', search: value === 'answered' ? { tab: 'answered' } : {}, replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="waiting">{words.waiting}</Tabs.Tab>
          <Tabs.Tab value="answered">{words.answered}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="waiting">
          <CorrectionList isAnswered={false} />
        </Tabs.Panel>
        <Tabs.Panel value="answered">
          <CorrectionList isAnswered />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function CorrectionList({ isAnswered }: { readonly isAnswered: boolean }) {
  const wording = useWording();
  const { corrections: words } = wording;
  const { data, error, isPending, refetch } = useQuery(correctionsQuery(isAnswered));
  if (isPending) return <Loader role="status" aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data.items.length === 0)
    return <EmptyState icon={<IconPencilCheck size={24} />} title={isAnswered ? words.noneAnswered : words.none} />;
  return (
    <Stack maw={860}>
      {data.items.map((one) => (
        <AskedCorrection key={one.id} correction={one} />
      ))}
    </Stack>
  );
}
