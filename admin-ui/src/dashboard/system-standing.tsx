import { Loader, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SystemStatus } from '../api/api-contract.ts';
import type { WebSession } from '../api/session.ts';
import { momentText, numberText, octetsText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Section } from '../shared/section.tsx';
import { DutiesYesterday } from './duties-yesterday.tsx';
import { MailMinutes } from './mail-minutes.tsx';
import { statusQuery } from './queries.ts';
import { Space } from './space.tsx';
import { standingsOf } from './standing.ts';
import { StandingCard, Told } from './standing-card.tsx';

/** How the services stand: a card each, which says so in words. */
export function SystemStanding({ session }: { readonly session: WebSession }) {
  const { wording, language } = useLanguage();
  const { dashboard: words } = wording;
  const { data, error, isPending, refetch } = useQuery(statusQuery);
  const aside = data && (
    <Text size="xs" c="dimmed">
      {words.readAt(momentText(data.readAt, language))}
    </Text>
  );
  return (
    <Section title={words.services} aside={aside}>
      {isPending && <Loader size="sm" aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }} spacing="sm">
          <Machinery status={data} />
          <Queue status={data} mayLook={session.acts.includes('queue.read')} />
          <MailToday status={data} />
          {session.acts.includes('duty.read') && <DutiesYesterday />}
        </SimpleGrid>
      )}
      {data && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl" mt="xs">
          <MailMinutes status={data} />
          <Space status={data} />
        </SimpleGrid>
      )}
    </Section>
  );
}

function Machinery({ status }: { readonly status: SystemStatus }) {
  const { wording, language } = useLanguage();
  const { dashboard: words } = wording;
  const { databaseAnswerMs, storage, scanner, outbound, isBodyStoreWritable } = status;
  const standings = standingsOf(status);
  const octets = (value: number) => octetsText(value, language);
  const { way, to, isReached } = outbound;
  const outboundText = way === 'relay' ? words.outboundText[isReached ? 'reached' : 'silent'](to ?? '') : words.outboundText[way];
  return (
    <>
      <StandingCard title={words.database} standing={standings.database}>
        <Told>{words.databaseText(numberText(databaseAnswerMs, language), octets(storage.databaseOctets))}</Told>
      </StandingCard>
      <StandingCard title={words.storage} standing={standings.storage}>
        {!isBodyStoreWritable && <Text size="sm">{words.storageFails}</Text>}
        <Told>{words.storageText(octets(storage.mailOctets), octets(storage.freeOctets))}</Told>
      </StandingCard>
      <StandingCard title={words.scanner} standing={standings.scanner}>
        <Told>{words.scannerText[scanner]}</Told>
      </StandingCard>
      <StandingCard title={words.outbound} standing={standings.outbound}>
        <Told>{outboundText}</Told>
      </StandingCard>
    </>
  );
}

function Queue({ status, mayLook }: { readonly status: SystemStatus; readonly mayLook: boolean }) {
  const { wording, language } = useLanguage();
  const { dashboard: words } = wording;
  const { waiting, held, oldestAt, failedInDay } = status.queue;
  const count = (value: number) => numberText(value, language);
  return (
    <StandingCard
      title={
        mayLook ? (
          <PageLink to="/queue" fw={600}>
            {words.queue}
          </PageLink>
        ) : (
          words.queue
        )
      }
      standing={standingsOf(status).queue}
    >
      <Told>{oldestAt === null ? words.queueEmpty : words.queueText(count(waiting), momentText(oldestAt, language))}</Told>
      {held > 0 && <Told>{words.queueHeld(count(held))}</Told>}
      {failedInDay > 0 && <Told>{words.queueFailed(count(failedInDay))}</Told>}
    </StandingCard>
  );
}

function MailToday({ status: { mailToday } }: { readonly status: SystemStatus }) {
  const { wording, language } = useLanguage();
  const { dashboard: words } = wording;
  const count = (value: number) => numberText(value, language);
  return (
    <StandingCard title={words.mailToday}>
      <Told>{words.mailTodayText(count(mailToday.received), count(mailToday.sent))}</Told>
      {mailToday.stopped > 0 && <Told>{words.stopped(count(mailToday.stopped))}</Told>}
    </StandingCard>
  );
}
