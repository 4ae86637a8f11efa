import { queryOptions } from '@tanstack/react-query';
import type { WhoAmI } from './api-contract.ts';
import { asked, GET } from './client.ts';

/** Who is signed in, what they are here, and what they may do. */
export type WebSession = WhoAmI;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => asked(GET('/api/v1/session', { signal })),
  staleTime: 60_000,
});
