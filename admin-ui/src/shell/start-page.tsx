import { Badge, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { Alarms } from '../dashboard/alarms.tsx';
import { NeedsMe } from '../dashboard/needs-me.tsx';
import { SystemStanding } from '../dashboard/system-standing.tsx';
import { DutyToday } from '../duties/duty-today.tsx';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { postText } from '../people/post-text.ts';
import { seesRequests } from '../requests/officer.ts';
import { WaitingRequests } from '../requests/waiting-requests.tsx';
import { Address } from '../shared/address.tsx';
import { PageLink, UnitLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';

/** Who one is here, and where one may go. */
export function StartPage() {
  const { wording, language } = useLanguage();
  const { start: words } = wording;
  const { data: session } = useQuery(sessionQuery);
  const { data: units } = useQuery(unitsQuery);
  if (!session) return null;
  return (
    <Page title={words.hello(session.name)} lead={<Address address={session.address} />}>
      {session.acts.includes('status.read') && <Alarms session={session} />}
      {session.roles.some(({ role }) => role !== 'auditor') && <NeedsMe session={session} />}
      {session.acts.includes('status.read') && <SystemStanding session={session} />}
      <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
        <Section title={words.posts}>
          {session.posts.length === 0 && (
            <Text size="sm" c="dimmed">
              {words.noPosts}
            </Text>
          )}
          {session.posts.map((post) => (
            <Text size="sm" key={`${post.unitId}${post.title}`}>
              {postText(post, wording)}, <UnitLink id={post.unitId}>{post.unit}</UnitLink>
            </Text>
          ))}
          {session.roles.length > 0 && (
            <Stack gap={4}>
              <Text size="sm" c="dimmed">
                {words.roles}
              </Text>
              {session.roles.map(({ role, unitId, unit }) => (
                <Group gap="xs" key={`${role}${unitId}`}>
                  <Badge variant="light">{wording.roles[role]}</Badge>
                  {unit && <Text size="sm">{unit}</Text>}
                </Group>
              ))}
            </Stack>
          )}
        </Section>
        <DutyToday />
        {seesRequests(session) && <WaitingRequests />}
        <Section title={words.directory}>
          {units && (
            <Text size="sm">
              {numberText(units.length, language)} {words.units}
            </Text>
          )}
          <PageLink to="/units">{words.browseUnits}</PageLink>
          <PageLink to="/people">{words.browsePeople}</PageLink>
        </Section>
        <Section title={words.security} lead={words.securityLead}>
          <PageLink to="/me">{wording.nav.me}</PageLink>
        </Section>
      </SimpleGrid>
    </Page>
  );
}
