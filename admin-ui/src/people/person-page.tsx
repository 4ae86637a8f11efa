import { Alert, Badge, Button, Group, Loader, SimpleGrid, Stack, Tabs, Text } from '@mantine/core';
import { IconGavel, IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { AccountMenu } from '../accounts/account-menu.tsx';
import { AccountStorage } from '../accounts/account-storage.tsx';
import { AccountStory } from '../accounts/account-story.tsx';
import type { PersonInFull } from '../api/api-contract.ts';
import { personQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { SubjectAudit } from '../audit/subject-audit.tsx';
import { EventMenu } from '../events/event-menu.tsx';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
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
      <PersonTabs person={person} />
    </Page>
  );
}

const tabs = ['overview', 'mailbox', 'audit'] as const;
type PersonTab = (typeof tabs)[number];

/** What there is to tell of somebody, as far as whoever looks may see it. */
function PersonTabs({ person }: { readonly person: PersonInFull }) {
  const { people: words } = useWording();
  const { tab = 'overview' } = useSearch({ strict: false }) as { tab?: PersonTab };
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const shown = tabs.filter(
    (one) => one === 'overview' || (one === 'mailbox' ? person.acts.length > 0 : session?.acts.includes('audit.read') === true),
  );
  if (shown.length === 1) return <Overview person={person} />;
  return (
    <Tabs
      value={shown.includes(tab) ? tab : 'overview'}
      onChange={(value) => void navigate({ to: '.', search: { tab: value as PersonTab }, replace: true })}
      keepMounted={false}
    >
      <Tabs.List mb="md">
        {shown.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {words.tabs[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <Overview person={person} />
      </Tabs.Panel>
      <Tabs.Panel value="mailbox">
        <AccountStory owner={person} acts={person.acts} isPersonal />
      </Tabs.Panel>
      <Tabs.Panel value="audit">
        <SubjectAudit filter={{ person: `#${person.id}` }} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Overview({ person }: { readonly person: PersonInFull }) {
  const wording = useWording();
  const { people: words } = wording;
  const { record } = person;
  return (
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
      <AccountStorage accountId={person.accountId} maySet={person.acts.includes('account.set-quota')} />
      {rows.some(([, value]) => value !== null && value !== '') && (
        <Section title={words.record}>
          <Facts rows={rows} />
        </Section>
      )}
    </>
  );
}
