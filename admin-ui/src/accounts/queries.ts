import { queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';

export const accountUseQuery = (id: number) =>
  queryOptions({
    queryKey: ['accounts', id, 'use'],
    queryFn: ({ signal }) => asked(GET('/api/v1/accounts/{id}/use', { params: { path: { id } }, signal })),
  });

export const delegationsQuery = (id: number) =>
  queryOptions({
    queryKey: ['accounts', id, 'delegations'],
    queryFn: ({ signal }) => asked(GET('/api/v1/accounts/{id}/delegations', { params: { path: { id } }, signal })),
  });

export const heldDelegationsQuery = (id: number) =>
  queryOptions({
    queryKey: ['accounts', id, 'held-delegations'],
    queryFn: ({ signal }) => asked(GET('/api/v1/accounts/{id}/held-delegations', { params: { path: { id } }, signal })),
  });
