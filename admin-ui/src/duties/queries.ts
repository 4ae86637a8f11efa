import { queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';
import type { Span } from './duty-period.ts';

/** What is counted changes once a day; looking twice in a minute finds the same. */
const staleTime = 60_000;

/** Of a unit and those below it; undefined: of all. */
export const dutiesQuery = (span: Span, unit: number | undefined) =>
  queryOptions({
    queryKey: ['duties', span, unit ?? 'all'],
    queryFn: ({ signal }) =>
      asked(GET('/api/v1/duties', { params: { query: { ...span, ...(unit === undefined ? {} : { unit }) } }, signal })),
    staleTime,
  });

export const mailboxDutiesQuery = (span: Span, id: number) =>
  queryOptions({
    queryKey: ['duties', 'mailboxes', span, id],
    queryFn: ({ signal }) => asked(GET('/api/v1/units/{id}/duties', { params: { path: { id }, query: { ...span } }, signal })),
    staleTime,
  });

export const accountDutyQuery = (span: Span, id: number) =>
  queryOptions({
    queryKey: ['duties', 'account', span, id],
    queryFn: ({ signal }) => asked(GET('/api/v1/accounts/{id}/duty', { params: { path: { id }, query: { ...span } }, signal })),
    staleTime,
  });

export const todayQuery = queryOptions({
  queryKey: ['duties', 'today'],
  queryFn: ({ signal }) => asked(GET('/api/v1/duties/today', { signal })),
});
