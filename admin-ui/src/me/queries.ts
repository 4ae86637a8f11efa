import { queryOptions } from '@tanstack/react-query';
import { asked, GET } from '../api/client.ts';
import type { Language } from '../i18n/language.tsx';

export const appPasswordsQuery = queryOptions({
  queryKey: ['me', 'app-passwords'],
  queryFn: ({ signal }) => asked(GET('/api/v1/me/app-passwords', { signal })),
});

export const mailboxesQuery = queryOptions({
  queryKey: ['me', 'mailboxes'],
  queryFn: ({ signal }) => asked(GET('/api/v1/me/mailboxes', { signal })),
});
export type OwnMailbox = Awaited<ReturnType<NonNullable<typeof mailboxesQuery.queryFn>>>['items'][number];

/** Whose app passwords open a mailbox. */
export const openingQuery = (id: number) =>
  queryOptions({
    queryKey: ['me', 'mailboxes', id, 'app-passwords'],
    queryFn: ({ signal }) => asked(GET('/api/v1/me/mailboxes/{id}/app-passwords', { params: { path: { id } }, signal })),
  });

/** Steps come in the language of the page. */
export const mailSetupQuery = (language: Language) =>
  queryOptions({
    queryKey: ['me', 'mail-setup', language],
    queryFn: ({ signal }) => asked(GET('/api/v1/me/mail-setup', { signal })),
    staleTime: 600_000,
  });

export const signInsQuery = queryOptions({
  queryKey: ['me', 'sign-ins'],
  queryFn: ({ signal }) => asked(GET('/api/v1/me/sign-ins', { signal })),
});
export type SignIn = Awaited<ReturnType<NonNullable<typeof signInsQuery.queryFn>>>['items'][number];

export const ownCorrectionsQuery = queryOptions({
  queryKey: ['me', 'corrections'],
  queryFn: ({ signal }) => asked(GET('/api/v1/me/corrections', { signal })),
});
