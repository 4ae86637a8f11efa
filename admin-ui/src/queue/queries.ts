import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';
import { whileNotLive } from '../live/live-state.ts';

export const queueStates = ['open', 'held', 'failed', 'delivered'] as const;
export type QueueState = (typeof queueStates)[number];

export interface QueueFilter {
  readonly state?: QueueState | undefined;
  readonly domain?: string | undefined;
  readonly sender?: string | undefined;
}

const refetchInterval = whileNotLive(15_000);

export const queueQuery = ({ state = 'open', domain, sender }: QueueFilter) =>
  infiniteQueryOptions({
    queryKey: ['queue', 'list', state, domain ?? '', sender ?? ''],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        ...{ state, limit: 50 },
        ...(domain ? { domain } : {}),
        ...(sender ? { sender } : {}),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      };
      return asked(GET('/api/v1/queue', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval,
  });

export const queuedQuery = (id: number) =>
  queryOptions({
    queryKey: ['queue', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/queue/{id}', { params: { path: { id } }, signal })),
    refetchInterval,
  });
