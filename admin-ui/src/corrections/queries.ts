import { queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';

/** Those that wait, the oldest first; or those that were answered, the latest first. */
export const correctionsQuery = (isAnswered: boolean) =>
  queryOptions({
    queryKey: ['corrections', isAnswered],
    queryFn: ({ signal }) => asked(GET('/api/v1/corrections', { params: { query: { answered: isAnswered ? 'true' : 'false' } }, signal })),
  });
