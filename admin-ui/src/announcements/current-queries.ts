import { queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';

/** How soon whoever has a page open hears of a new one. */
const everyMs = 60_000;

export const currentQuery = queryOptions({
  queryKey: ['announcements', 'current'],
  queryFn: ({ signal }) => asked(GET('/api/v1/announcements/current', { signal })),
  refetchInterval: everyMs,
});

/** Before signing in. */
export const publicQuery = queryOptions({
  queryKey: ['announcements', 'public'],
  queryFn: ({ signal }) => asked(GET('/api/v1/session/announcements', { signal })),
  refetchInterval: everyMs,
  retry: false,
});
