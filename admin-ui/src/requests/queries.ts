import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Request } from '../api/api-contract.ts';
import { asked, askedWithTag, GET } from '../api/client.ts';

export const requestStates = ['in-review', 'endorsed', 'returned', 'gathered', 'carried-out', 'refused', 'withdrawn'] as const;
export type RequestState = Request['state'];

export interface RequestFilter {
  readonly q?: string | undefined;
  readonly unit?: number | undefined;
  readonly state?: RequestState | undefined;
}

/** What waits for whoever looks, or all they may see. */
export const requestsQuery = (waiting: boolean, { q, unit, state }: RequestFilter = {}, limit = 30) =>
  infiniteQueryOptions({
    queryKey: ['requests', 'list', waiting, q ?? '', unit ?? 0, state ?? '', limit],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit,
        ...(waiting ? { waiting: 'me' as const } : {}),
        ...(q ? { q } : {}),
        ...(unit === undefined ? {} : { unit }),
        ...(state === undefined ? {} : { state }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      };
      return asked(GET('/api/v1/requests', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

/** With its ETag: every step names what was looked at. */
export const requestQuery = (id: number) =>
  queryOptions({
    queryKey: ['requests', id],
    queryFn: ({ signal }) => askedWithTag(GET('/api/v1/requests/{id}', { params: { path: { id } }, signal })),
  });

export const requestStepsQuery = (id: number) =>
  queryOptions({
    queryKey: ['requests', id, 'steps'],
    queryFn: ({ signal }) => asked(GET('/api/v1/requests/{id}/steps', { params: { path: { id } }, signal })),
  });
