import { Alert, Badge, Box, Button, Group, Loader, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconGavel, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { AccountMenu } from '../accounts/account-menu.tsx';
import type { PersonInFull } from '../api/api-contract.ts';
import { accountQuery, personQuery } from '../api/queries.ts';
import { EventMenu } from '../events/event-menu.tsx';
import { dayText, octetsText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { Address } from '../shared/address.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { PersonPosts } from './person-posts.tsx';
import { PresenceBadge } from './presence-badge.tsx';

export function PersonPage() {
  const id = Number((useParams({ strict: false }) as { personId: string }).personId);
  const wording = useWording();
  const { people: words } = wording;
  const { data: person, error, isPending, refetch } = useQuery(personQuery(id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { record } = person;
  return (
    <Page
      title={person.name}
      lead={
        <Group gap="xs" mt={4}>
          <PresenceBadge presence={record?.standing ?? person.presence} />
          <Address address={person.address} />
        </Group>
      }
      actions={
        <Group gap="xs">
          <Button component="a" href={`mailto:${person.address}`} variant="default" leftSection={<IconMail size={16} aria-hidden />}>
            {words.writeMail}
          </Button>
          <AccountMenu person={person} />
          <EventMenu person={person} />
        </Group>
      }
    >
      {record?.hold && (
        <Alert icon={<IconGavel aria-hidden />} color="yellow" title={words.hold}>
          {record.hold}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
        <PersonPosts person={person} />
        <Section title={words.addresses} lead={words.signsInWith}>
          <Stack gap={4}>
            {person.addresses.map(({ address, kind, until }) => (
              <Group key={address} gap="xs">
                <Address address={address} />
                <Badge size="sm" variant="light" color={kind === 'primary' ? 'teal' : 'gray'}>
                  {wording.addressKinds[kind]}
                </Badge>
                {until !== null && (
                  <Text size="xs" c="dimmed">
                    {wording.until} {dayText(until)}
                  </Text>
                )}
              </Group>
            ))}
          </Stack>
        </Section>
        {record ? (
          <PersonRecord person={person} record={record} />
        ) : (
          <Text c="dimmed" size="sm">
            {words.recordHidden}
          </Text>
        )}
      </SimpleGrid>
    </Page>
  );
}

type Record = NonNullable<PersonInFull['record']>;

function PersonRecord({ person, record }: { readonly person: PersonInFull; readonly record: Record }) {
  const wording = useWording();
  const { people: words } = wording;
  const rows: readonly (readonly [string, string | null])[] = [
    [words.born, record.birthDate === null ? null : dayText(record.birthDate)],
    [words.formerNames, record.formerNames.map(({ name, validTo }) => `${name} (${wording.until} ${dayText(validTo)})`).join(', ')],
    [words.groups, record.groups.join(', ')],
    [
      words.absences,
      record.absences
        .map(({ kind, validFrom, validTo, reason }) =>
          [
            wording.standings[kind],
            `${wording.from} ${dayText(validFrom)}`,
            validTo === null ? '' : `${wording.until} ${dayText(validTo)}`,
            reason === null ? '' : `(${reason})`,
          ]
            .filter(Boolean)
            .join(' '),
        )
        .join('; '),
    ],
    [words.plans, record.plans.map(({ title, effectiveOn }) => `${title} (${dayText(effectiveOn)})`).join('; ')],
  ];
  return (
    <>
      <Mailbox accountId={person.accountId} />
      {rows.some(([, value]) => value !== null && value !== '') && (
        <Section title={wording.units.overview}>
          <Facts rows={rows} />
        </Section>
      )}
    </>
  );
}

function Mailbox({ accountId }: { readonly accountId: number }) {
  const { language, wording } = useLanguage();
  const { data } = useQuery(accountQuery(accountId));
  if (!data) return null;
  const share = Math.min(100, (100 * data.usedOctets) / data.quotaOctets);
  return (
    <Section title={wording.people.account}>
      <Box maw={420}>
        <Group justify="space-between" mb={4}>
          <Text size="sm">{wording.people.quota}</Text>
          <Text size="sm" c="dimmed">
            {wording.people.used(octetsText(data.usedOctets, language), octetsText(data.quotaOctets, language))}
          </Text>
        </Group>
        <Progress value={share} color={share >= 95 ? 'red' : share >= 80 ? 'yellow' : 'teal'} aria-label={wording.people.quota} />
      </Box>
    </Section>
  );
}
