import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionQuery, type WebSession } from '../api/session.ts';
import { DutyToday } from '../duties/duty-today.tsx';
import { useWording } from '../i18n/language.tsx';
import { PeopleList } from '../people/people-list.tsx';
import { WaitingRequests } from '../requests/waiting-requests.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { PageLink, UnitLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { UnitMailbox } from './unit-mailbox.tsx';

/** All that a head looks at in a minute: what is to be read today, what waits, the unit's mailbox and who uses it, the people. */
export function MyUnitPage() {
  const { myUnit: words } = useWording();
  const { data: session } = useQuery(sessionQuery);
  if (!session) return null;
  if (session.heads.length === 0)
    return (
      <Page title={words.title}>
        <EmptyState icon={<IconSitemap size={24} />} title={words.none} />
      </Page>
    );
  return (
    <Page
      title={words.title}
      actions={
        <Button component={Link} to="/requests/new">
          {words.newRequest}
        </Button>
      }
    >
      <Stack maw={1000}>
        <DutyToday />
        <WaitingRequests />
        {session.heads.map((unit) => (
          <HeadedUnit key={unit.unitId} unit={unit} />
        ))}
      </Stack>
    </Page>
  );
}

function HeadedUnit({ unit: { unitId, name, address } }: { readonly unit: WebSession['heads'][number] }) {
  const { myUnit: words } = useWording();
  return (
    <Stack gap="sm" component="section" aria-label={name}>
      <Group justify="space-between" mt="md">
        <Title order={2} size="h3">
          {name}
        </Title>
        <Group gap="md">
          <UnitLink id={unitId}>{words.page}</UnitLink>
          <PageLink to="/duties">{words.duties}</PageLink>
        </Group>
      </Group>
      {address === null ? <Text c="dimmed">{words.noMailbox}</Text> : <UnitMailbox address={address} />}
      <Title order={3} size="h4" mt="xs">
        {words.people}
      </Title>
      <PeopleList filter={{ unit: unitId, below: true }} />
    </Stack>
  );
}
