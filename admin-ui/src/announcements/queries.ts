import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';

export const announcementsQuery = infiniteQueryOptions({
  queryKey: ['announcements', 'all'],
  queryFn: ({ pageParam, signal }) =>
    asked(GET('/api/v1/announcements', { params: { query: pageParam === '' ? {} : { cursor: pageParam } }, signal })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

/** Asked again while mail goes out. */
export const announcementQuery = (id: number) =>
  queryOptions({
    queryKey: ['announcements', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/announcements/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) =>
      data?.mail && data.mail.waiting > 0 && data.state !== 'ended' && data.state !== 'over' ? 2_000 : false,
  });
