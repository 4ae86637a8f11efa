import { queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';
import { whileNotLive } from '../live/live-state.ts';
import { daysBefore } from './needs.ts';

/** The first page stays open all day. */
export const dashboardRefetch = whileNotLive(30_000);

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: ({ signal }) => asked(GET('/api/v1/status', { signal })),
  refetchInterval: dashboardRefetch,
});

/** Outages of yesterday and today: one that goes on is among them whenever it began. */
export const lateOutagesQuery = (today: string) =>
  queryOptions({
    queryKey: ['outages', 'late', today],
    queryFn: ({ signal }) => asked(GET('/api/v1/outages', { params: { query: { from: daysBefore(today, 1), to: today } }, signal })),
    refetchInterval: whileNotLive(60_000),
  });
