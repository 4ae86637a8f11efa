import { Badge, Button, Group, Loader, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMail, IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Announcement } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import classes from '../shared/list.module.css';
import { MoreButton } from '../shared/more-button.tsx';
import { Page } from '../shared/page.tsx';
import { AnnouncementForm } from './announcement-form.tsx';
import { announcementsQuery } from './queries.ts';

/** All announcements, the newest first: what is shown, what is to come, and what was. */
export function AnnouncementsPage() {
  const wording = useWording();
  const { announcements: words } = wording;
  const navigate = useNavigate();
  const [isWriting, writing] = useDisclosure(false);
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch, ...paging } = useInfiniteQuery(announcementsQuery);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const add = session?.acts.includes('announcement.write') === true && (
    <Button onClick={writing.open} leftSection={<IconPlus size={16} aria-hidden />}>
      {words.add}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={items.length > 0 && add}>
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && (
        <EmptyState icon={<IconSpeakerphone size={24} />} title={words.none} help={words.noneHelp}>
          {add}
        </EmptyState>
      )}
      {items.length > 0 && (
        <Paper withBorder px="md" py="xs">
          <ul className={classes.list}>
            {items.map((one) => (
              <Item key={one.id} announcement={one} />
            ))}
          </ul>
        </Paper>
      )}
      <MoreButton {...paging} />
      {isWriting && (
        <AnnouncementForm
          present={null}
          onClose={writing.close}
          onDone={(id) => void navigate({ to: '/announcements/$announcementId', params: { announcementId: String(id) } })}
        />
      )}
    </Page>
  );
}

export const stateColors = { 'to-come': 'blue', shown: 'teal', over: 'gray', ended: 'gray' } as const;

function Item({ announcement }: { readonly announcement: Announcement }) {
  const { wording, language } = useLanguage();
  const { announcements: words } = wording;
  const { data: units = [] } = useQuery(unitsQuery);
  const { id, kind, title, titleEn, beginsAt, endsAt, unitId, mailedAt, state } = announcement;
  const whom = unitId === null ? words.everybody : (units.find((unit) => unit.id === unitId)?.name ?? words.unit);
  return (
    <li className={classes.item}>
      <div>
        <PageLink to="/announcements/$announcementId" params={{ announcementId: String(id) }} fw={600}>
          {language === 'en' && titleEn !== null ? titleEn : title}
        </PageLink>
        <Text size="sm" c="dimmed">
          {words.kinds[kind]} · {words.span(momentText(beginsAt, language), momentText(endsAt, language))} · {whom}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap" style={{ flexShrink: 0 }}>
        {mailedAt !== null && <IconMail size={18} role="img" aria-label={words.mailMark} />}
        <Badge variant="light" color={stateColors[state]}>
          {words.states[state]}
        </Badge>
      </Group>
    </li>
  );
}
