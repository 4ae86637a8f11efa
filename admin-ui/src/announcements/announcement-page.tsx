import { Badge, Button, Group, Loader, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { AnnouncementInFull } from '../api/api-contract.ts';
import { POST } from '../api/client.ts';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { UnitLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Question } from '../shared/question.tsx';
import { Section } from '../shared/section.tsx';
import { AnnouncementForm } from './announcement-form.tsx';
import { stateColors } from './announcements-page.tsx';
import { Banner } from './banner.tsx';
import { MailAnnouncement } from './mail-announcement.tsx';
import { announcementQuery } from './queries.ts';
import { useAnnouncementAct } from './use-announcement-act.ts';

/** One announcement: as people see it, to whom, and how far the mail is. */
export function AnnouncementPage() {
  const wording = useWording();
  const { announcementId } = useParams({ strict: false }) as { announcementId: string };
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch } = useQuery(announcementQuery(Number(announcementId)));
  const mayWrite = session?.acts.includes('announcement.write') === true;
  return (
    <Page title={data?.title ?? wording.announcements.title} actions={data && mayWrite && <Acts announcement={data} />}>
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <Told announcement={data} mayWrite={mayWrite} />}
      {data && <MailAnnouncement announcement={data} mayMail={session?.acts.includes('announcement.mail') === true} />}
    </Page>
  );
}

function Told({ announcement, mayWrite }: { readonly announcement: AnnouncementInFull; readonly mayWrite: boolean }) {
  const { wording, language } = useLanguage();
  const { announcements: words } = wording;
  const { data: units = [] } = useQuery(unitsQuery);
  const { kind, state, beginsAt, endsAt, unitId, isPublic, madeAt, endedAt, mayCorrect } = announcement;
  const whom =
    unitId === null ? words.everybody : <UnitLink id={unitId}>{units.find((unit) => unit.id === unitId)?.name ?? words.unit}</UnitLink>;
  return (
    <Section
      title={words.whatItSays}
      aside={
        <Badge variant="light" color={stateColors[state]}>
          {words.states[state]}
        </Badge>
      }
    >
      <Banner announcement={announcement} isPreview />
      <Facts
        rows={[
          [words.kind, words.kinds[kind]],
          [words.for, whom],
          [words.begins, momentText(beginsAt, language)],
          [words.ends, momentText(endsAt, language)],
          [words.isPublic, isPublic ? wording.settings.yes : null],
          [words.madeAt, momentText(madeAt, language)],
          [words.states.ended, endedAt && momentText(endedAt, language)],
        ]}
      />
      {mayWrite && !mayCorrect && (state === 'shown' || state === 'to-come') && (
        <Text size="sm" c="dimmed">
          {words.cannotCorrect}
        </Text>
      )}
    </Section>
  );
}

function Acts({ announcement }: { readonly announcement: AnnouncementInFull }) {
  const { announcements: words } = useWording();
  const [isCorrecting, correcting] = useDisclosure(false);
  const [isAsked, asking] = useDisclosure(false);
  const { id, state, mayCorrect } = announcement;
  const ending = useAnnouncementAct(
    (params) => POST('/api/v1/announcements/{id}/end', { params: { ...params, path: { id } }, body: {} }),
    words.ended,
    asking.close,
  );
  if (state === 'over' || state === 'ended') return null;
  const end = state === 'shown' ? words.end : words.takeBack;
  return (
    <Group gap="xs">
      {mayCorrect && (
        <Button variant="default" onClick={correcting.open}>
          {words.correct}
        </Button>
      )}
      <Button variant="default" color="red" onClick={asking.open}>
        {end}
      </Button>
      {isCorrecting && <AnnouncementForm present={announcement} onClose={correcting.close} onDone={correcting.close} />}
      <Question
        isAsked={isAsked}
        title={end}
        text={words.endQuestion}
        answer={end}
        color="red"
        isBusy={ending.isPending}
        error={ending.error}
        onYes={() => ending.mutate()}
        onNo={asking.close}
      />
    </Group>
  );
}
