import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { personQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { personEvents } from './event.ts';
import { EventPage } from './event-page.tsx';

export function PersonEventPage() {
  const { personId, event } = useParams({ strict: false }) as { personId: string; event: string };
  const { loading } = useWording();
  const known = personEvents.find((one) => one === event);
  const { data, error, refetch } = useQuery({ ...personQuery(Number(personId)), enabled: known !== undefined });
  if (known === undefined) return <NotFound />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return data ? <EventPage key={known} event={known} person={data} /> : <Loader aria-label={loading} />;
}
