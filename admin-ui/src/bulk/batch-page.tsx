import { Badge, Button, Group, List, Loader, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { BatchInFull } from '../api/api-contract.ts';
import { batchQuery } from '../api/queries.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { PlanProgress } from '../plans/plan-progress.tsx';
import { PlanStateBadge } from '../plans/plan-state-badge.tsx';
import { Address } from '../shared/address.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink, UnitLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { UndoBatch } from './undo-batch.tsx';

const shownAtOnce = 100;

/** What a table came to, row by row. */
export function BatchPage() {
  const id = Number((useParams({ strict: false }) as { batchId: string }).batchId);
  const { wording, language } = useLanguage();
  const { bulk: words } = wording;
  const { data: batch, error, isPending, refetch } = useQuery(batchQuery(id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm">
      <PageLink to="/bulk">{words.title}</PageLink>
      <Page
        title={batch.title}
        lead={
          <Group gap="xs" mt={4}>
            <PlanStateBadge state={batch.state} />
            <Text size="sm">{wording.events.planNumber(batch.id)}</Text>
          </Group>
        }
        actions={batch.state === 'carried-out' && batch.people.length > 0 && <UndoBatch id={batch.id} />}
      >
        {batch.state === 'planned' && <PlanProgress planId={batch.id} />}
        <Section title={batch.state === 'carried-out' ? words.didDo : words.willDo}>
          <List size="sm" spacing={4}>
            {batch.summary.map((sentence) => (
              <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
            ))}
          </List>
        </Section>
        {batch.people.length > 0 && <NewPeople people={batch.people} />}
        {batch.changes.length > 0 && (
          <Section title={words.changes}>
            <List size="sm" spacing={4}>
              {batch.changes.map((change) => (
                <List.Item key={change.row}>{change.title[language]}</List.Item>
              ))}
            </List>
          </Section>
        )}
      </Page>
    </Stack>
  );
}

function NewPeople({ people }: { readonly people: BatchInFull['people'] }) {
  const wording = useWording();
  const { bulk: words } = wording;
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <Section title={`${words.people} (${people.length})`}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th visibleFrom="sm">{words.row}</Table.Th>
            <Table.Th>{words.name}</Table.Th>
            <Table.Th visibleFrom="md">{words.unit}</Table.Th>
            <Table.Th visibleFrom="sm">{words.address}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.slice(0, shown).map((person) => (
            <Table.Tr key={person.row}>
              <Table.Td visibleFrom="sm">{person.row}</Table.Td>
              <Table.Td>
                {person.name}{' '}
                {person.undoneAt !== null && (
                  <Badge size="sm" variant="light" color="gray">
                    {words.takenBack}
                  </Badge>
                )}
                <Text size="xs" c="dimmed" hiddenFrom="sm">
                  {person.address}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="md">
                {person.title}, <UnitLink id={person.unitId}>{person.unit}</UnitLink>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Address address={person.address} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {people.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + shownAtOnce)}>
          {wording.more}
        </Button>
      )}
    </Section>
  );
}
