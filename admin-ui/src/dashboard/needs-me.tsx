import { Loader, Text, ThemeIcon } from '@mantine/core';
import { IconCalendarEvent, IconCertificate, IconCheck, IconInbox, IconPlugConnectedX, IconUserShield } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { approvalsQuery, plansQuery } from '../api/queries.ts';
import type { WebSession } from '../api/session.ts';
import { certificatesQuery } from '../certificates/queries.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { seesRequests } from '../requests/officer.ts';
import { requestsQuery } from '../requests/queries.ts';
import { todayInVietnam } from '../requests/request-text.ts';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import list from '../shared/list.module.css';
import { Section } from '../shared/section.tsx';
import classes from './dashboard.module.css';
import { type Need, needsOf } from './needs.ts';
import { dashboardRefetch, lateOutagesQuery } from './queries.ts';

const looks = {
  outage: ['red', IconPlugConnectedX, '/outages', {}],
  'refused-plans': ['red', IconCalendarEvent, '/plans', { state: 'planned' }],
  'late-requests': ['red', IconInbox, '/requests', {}],
  'due-plans': ['yellow', IconCalendarEvent, '/plans', { state: 'planned' }],
  approvals: ['yellow', IconUserShield, '/roles', {}],
  requests: ['blue', IconInbox, '/requests', {}],
  certificates: ['blue', IconCertificate, '/certificates', { state: 'waiting' }],
} as const satisfies Record<Need['kind'], unknown>;

/** What waits for whoever administers, the gravest first; that nothing does is told too. */
export function NeedsMe({ session }: { readonly session: WebSession }) {
  const { wording } = useLanguage();
  const { dashboard: words } = wording;
  const today = todayInVietnam();
  const { acts, address } = session;
  const refetchInterval = dashboardRefetch;
  const plans = useInfiniteQuery({ ...plansQuery('planned'), enabled: acts.includes('plan.carry-out'), refetchInterval });
  const approvals = useQuery({ ...approvalsQuery, refetchInterval });
  const requests = useInfiniteQuery({ ...requestsQuery(true), enabled: seesRequests(session), refetchInterval });
  const outages = useQuery({ ...lateOutagesQuery(today), enabled: acts.includes('outage.note') });
  const isKeeper = acts.includes('certificate.manage');
  const certificates = useInfiniteQuery({ ...certificatesQuery({ state: 'waiting' }, 200), enabled: isKeeper });
  const all = [plans, approvals, requests, outages, certificates];
  const failed = all.find(({ error }) => error);
  const needs = needsOf({
    ...{ today, address },
    plans: plans.data?.pages.flatMap(({ items }) => items),
    approvals: approvals.data?.items,
    requests: requests.data?.pages.flatMap(({ items }) => items),
    outages: outages.data?.items,
    certificates: certificates.data?.pages.flatMap(({ items }) => items),
  });
  return (
    <Section title={words.needs}>
      {failed && <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />}
      {all.some(({ isLoading }) => isLoading) && <Loader size="sm" aria-label={wording.loading} />}
      {needs.length > 0 && (
        <ul className={list.list}>
          {needs.map((need) => (
            <NeedRow key={need.kind} need={need} />
          ))}
        </ul>
      )}
      {needs.length === 0 && all.every(({ isLoading, error }) => !isLoading && !error) && (
        <div className={classes.need}>
          <ThemeIcon variant="light" color="teal" radius="xl" aria-hidden>
            <IconCheck size={16} />
          </ThemeIcon>
          <Text size="sm">{words.allWell}</Text>
        </div>
      )}
    </Section>
  );
}

function NeedRow({ need: { kind, count } }: { readonly need: Need }) {
  const { wording, language } = useLanguage();
  const [color, Icon, to, search] = looks[kind];
  return (
    <li className={classes.need}>
      <ThemeIcon variant="light" color={color} radius="xl" aria-hidden>
        <Icon size={16} />
      </ThemeIcon>
      <PageLink to={to} search={search}>
        {wording.dashboard.need[kind](numberText(count, language))}
      </PageLink>
    </li>
  );
}
