import { Badge, Breadcrumbs, Group, Loader, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { AccountStory } from '../accounts/account-story.tsx';
import type { Unit, UnitHistory } from '../api/api-contract.ts';
import { unitQuery, unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { SubjectAudit } from '../audit/subject-audit.tsx';
import { dayText, numberText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { AddressBookLink } from '../people/address-book-link.tsx';
import { PeopleList } from '../people/people-list.tsx';
import { UnitMenu } from '../reorganise/unit-menu.tsx';
import { Address } from '../shared/address.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { PageLink, UnitLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { lineOf } from './unit-forest.ts';
import { UnitAddresses, UnitIdentifiers, UnitStory } from './unit-story.tsx';

export const unitTabs = ['overview', 'people', 'mailbox', 'history', 'audit'] as const;
export type UnitTab = (typeof unitTabs)[number];

export function UnitPage() {
  const id = Number((useParams({ strict: false }) as { unitId: string }).unitId);
  const wording = useWording();
  const { language } = useLanguage();
  const units = useQuery(unitsQuery);
  const { data, error, isPending, refetch } = useQuery(unitQuery(id));
  const { tab = 'overview' } = useSearch({ strict: false }) as { tab?: UnitTab };
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const seesAudit = session?.acts.includes('audit.read') === true;
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const latest = data.versions.at(-1);
  const unit = units.data?.find((one) => one.id === id);
  const name = latest?.name ?? unit?.name ?? `#${id}`;
  return (
    <Stack gap="sm">
      <UnitLine id={id} units={units.data ?? []} />
      <Page title={name} lead={<UnitLead unit={unit} history={data} />} actions={data.validTo === null && <UnitMenu id={id} />}>
        <Tabs
          value={tab}
          onChange={(value) => void navigate({ to: '.', search: { tab: value as UnitTab }, replace: true })}
          keepMounted={false}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="overview">{wording.units.overview}</Tabs.Tab>
            <Tabs.Tab value="people" rightSection={<Count>{numberText(data.people, language)}</Count>}>
              {wording.units.people}
            </Tabs.Tab>
            {data.mailbox !== null && <Tabs.Tab value="mailbox">{wording.people.tabs.mailbox}</Tabs.Tab>}
            <Tabs.Tab value="history">{wording.units.history}</Tabs.Tab>
            {seesAudit && <Tabs.Tab value="audit">{wording.people.tabs.audit}</Tabs.Tab>}
          </Tabs.List>
          <Tabs.Panel value="overview">
            <Stack>
              <Overview unit={unit} history={data} />
              <UnitAddresses history={data} />
              <UnitsBelow id={id} units={units.data ?? []} />
              <UnitIdentifiers history={data} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="people">
            <Stack>
              {data.validTo === null && <AddressBookLink unit={id} below={data.unitsBelow > 0} />}
              <PeopleList filter={{ unit: id, below: data.people === 0 || data.unitsBelow > 0 }} showsUnit={data.unitsBelow > 0} />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="mailbox">
            {data.mailbox && <AccountStory owner={{ ...data.mailbox, posts: [] }} acts={data.mailbox.acts} isPersonal={false} />}
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <UnitStory history={data} />
          </Tabs.Panel>
          <Tabs.Panel value="audit">{seesAudit && <SubjectAudit filter={{ unit: `#${id}` }} />}</Tabs.Panel>
        </Tabs>
      </Page>
    </Stack>
  );
}

function Count({ children }: { readonly children: string }) {
  return (
    <Badge size="sm" variant="light" color="gray" circle={children.length === 1}>
      {children}
    </Badge>
  );
}

function UnitLine({ id, units }: { readonly id: number; readonly units: readonly Unit[] }) {
  const { units: words } = useWording();
  const line = lineOf(units, id).slice(0, -1);
  return (
    <Breadcrumbs separatorMargin={6} aria-label={words.above}>
      <PageLink to="/units">{words.title}</PageLink>
      {line.map((unit) => (
        <UnitLink key={unit.id} id={unit.id}>
          {unit.name}
        </UnitLink>
      ))}
    </Breadcrumbs>
  );
}

function UnitLead({ unit, history }: { readonly unit: Unit | undefined; readonly history: UnitHistory }) {
  const wording = useWording();
  const kind = unit?.kind ?? history.versions.at(-1)?.kind;
  return (
    <Group gap="xs" mt={4}>
      {kind && <Badge variant="light">{wording.unitKinds[kind]}</Badge>}
      {history.validTo !== null && (
        <Badge color="gray" variant="light">
          {wording.units.ended(dayText(history.validTo))}
        </Badge>
      )}
      {unit?.address && <Address address={unit.address} />}
    </Group>
  );
}

function Overview({ unit, history }: { readonly unit: Unit | undefined; readonly history: UnitHistory }) {
  const wording = useWording();
  const { units: words } = wording;
  const heads =
    history.heads.length === 0 ? (
      <Text span size="sm" c="dimmed">
        {words.noHead}
      </Text>
    ) : (
      history.heads.join(', ')
    );
  return (
    <Section title={words.facts}>
      <Facts
        rows={[
          [words.heads, heads],
          [words.kind, wording.unitKinds[unit?.kind ?? history.versions.at(-1)?.kind ?? '']],
          [words.domain, unit?.domain ?? history.versions.at(-1)?.domain],
          [
            words.code,
            unit?.code ?? (
              <Text span size="sm" c="dimmed">
                {words.byRule}
              </Text>
            ),
          ],
          [words.since, dayText(history.validFrom)],
        ]}
      />
    </Section>
  );
}

function UnitsBelow({ id, units }: { readonly id: number; readonly units: readonly Unit[] }) {
  const { units: words } = useWording();
  const below = units.filter(({ parentId }) => parentId === id);
  if (below.length === 0) return null;
  return (
    <Section
      title={words.below}
      aside={
        <Text size="sm" c="dimmed">
          {words.count(below.length)}
        </Text>
      }
    >
      <Group gap="xs">
        {below.map((unit) => (
          <UnitLink key={unit.id} id={unit.id} mr="md">
            {unit.name}
          </UnitLink>
        ))}
      </Group>
    </Section>
  );
}
