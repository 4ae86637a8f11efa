import { Button, Group, Loader, SimpleGrid, Stack, Text, Timeline } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CertificateInFull } from '../api/api-contract.ts';
import { sessionQuery } from '../api/session.ts';
import { dayText, momentText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { CertificateFacts } from './certificate-facts.tsx';
import { Owner } from './certificate-list.tsx';
import { commonName, taskOf } from './certificate-text.ts';
import { certificateQuery } from './queries.ts';
import { SettleCertificate } from './settle-certificate.tsx';
import { CertificateStateBadge } from './state-badge.tsx';

/** One certificate: what it says of itself, what is to be done with it, and all that it has been. */
export function CertificatePage() {
  const wording = useWording();
  const { certificates: words } = wording;
  const id = Number((useParams({ strict: false }) as { certificateId: string }).certificateId);
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch } = useQuery(certificateQuery(id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { data: certificate, tag } = data;
  return (
    <Page
      title={commonName(certificate.subject)}
      lead={
        <PageLink to="/certificates" search={{}}>
          {words.back}
        </PageLink>
      }
      actions={
        <Group gap="xs">
          <Button
            component="a"
            href={`data:application/x-pem-file,${encodeURIComponent(certificate.pem)}`}
            download={`${certificate.serial}.pem`}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {words.download}
          </Button>
          {session?.acts.includes('certificate.manage') && <SettleCertificate certificate={certificate} tag={tag} />}
        </Group>
      }
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} style={{ alignItems: 'start' }}>
        <Stack>
          <Standing certificate={certificate} />
          <History history={certificate.history} />
        </Stack>
        <Section title={words.says} lead={words.notBelieved}>
          <CertificateFacts certificate={certificate} />
        </Section>
      </SimpleGrid>
    </Page>
  );
}

function Standing({ certificate }: { readonly certificate: CertificateInFull }) {
  const wording = useWording();
  const { certificates: words } = wording;
  const { state, post, cause, reason, planId } = certificate;
  return (
    <Section title={words.isNow} aside={<CertificateStateBadge state={state} />}>
      <Facts
        rows={[
          [words.of, <Owner key="owner" certificate={certificate} />],
          [words.post, post],
          [words.todo, taskOf(certificate, wording)],
          [words.because, cause && words.causes[cause]],
          [words.basis, reason],
          [wording.plans.title, planId && <PlanLink id={planId} />],
        ]}
      />
    </Section>
  );
}

function PlanLink({ id }: { readonly id: number }) {
  const { certificates: words } = useWording();
  return (
    <PageLink to="/plans/$planId" params={{ planId: String(id) }}>
      {words.byPlan(id)}
    </PageLink>
  );
}

function History({ history }: Pick<CertificateInFull, 'history'>) {
  const { wording, language } = useLanguage();
  const { certificates: words } = wording;
  return (
    <Section title={words.history}>
      <Timeline bulletSize={14} lineWidth={2} active={0}>
        {history.toReversed().map(({ at, state, since, cause, reason, by }) => (
          <Timeline.Item key={at} title={words.states[state]}>
            <Text size="sm" c="dimmed">
              {dayText(since)} · {momentText(at, language)} · {by ?? words.machine}
            </Text>
            <Text size="sm">{[cause && words.causes[cause], reason].filter(Boolean).join(' · ')}</Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  );
}
