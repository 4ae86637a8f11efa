import { Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { WebSession } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { PageLink } from '../shared/links.tsx';
import list from '../shared/list.module.css';
import { Section } from '../shared/section.tsx';
import classes from './dashboard.module.css';
import { statusQuery } from './queries.ts';
import { alarmsOf } from './standing.ts';

/** What is wrong now and what to do about it; nothing where all is well. What comes is read out: that takes a place that was there before. */
export function Alarms({ session }: { readonly session: WebSession }) {
  const { dashboard: words } = useWording();
  const { data } = useQuery(statusQuery);
  const alarms = data ? alarmsOf(data) : [];
  const mayLook = session.acts.includes('queue.read');
  return (
    <>
      <VisuallyHidden role="status">{alarms.map(({ kind }) => words.alarm[kind].what).join('. ')}</VisuallyHidden>
      {alarms.length > 0 && (
        <Section title={words.alarms}>
          <ul className={list.list}>
            {alarms.map(({ kind, standing }) => (
              <li key={kind} className={classes.alarm}>
                <ThemeIcon variant="light" color={standing === 'fails' ? 'red' : 'yellow'} radius="xl" aria-hidden>
                  {standing === 'fails' ? <IconX size={16} /> : <IconAlertTriangle size={16} />}
                </ThemeIcon>
                <div>
                  <Text size="sm" fw={600}>
                    {words.standings[standing]}: {words.alarm[kind].what}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {words.alarm[kind].how} {kind.startsWith('queue-') && mayLook && <ToQueue isFailed={kind === 'queue-failed'} />}
                  </Text>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function ToQueue({ isFailed }: { readonly isFailed: boolean }) {
  const { dashboard: words } = useWording();
  return (
    <PageLink to="/queue" search={isFailed ? { state: 'failed' } : {}}>
      {words.toQueue}
    </PageLink>
  );
}
