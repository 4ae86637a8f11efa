import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Certificate } from '../api/api-contract.ts';
import { asked, askedWithTag, GET } from '../api/client.ts';

export const certificateStates = ['valid', 'to-hand-over', 'to-revoke', 'to-reissue', 'revoked', 'handed-over', 'replaced'] as const;
export type CertificateState = Certificate['state'];

/** Days within which certificates end that one may ask for: a new one takes weeks to come. */
export const expiringDays = [7, 30, 90, 365] as const;

export interface CertificateFilter {
  /** waiting: something is to be done with it, whatever. */
  readonly state?: CertificateState | 'waiting' | undefined;
  readonly expiring?: number | undefined;
  readonly unit?: number | undefined;
}

const page = 50;

export const certificatesQuery = ({ state, expiring, unit }: CertificateFilter, limit = page) =>
  infiniteQueryOptions({
    queryKey: ['certificates', 'list', state ?? '', expiring ?? 0, unit ?? 0, limit],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit,
        ...(state === undefined ? {} : state === 'waiting' ? { waiting: 'true' as const } : { state }),
        ...(expiring === undefined ? {} : { expiring }),
        ...(unit === undefined ? {} : { unit }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      };
      return asked(GET('/api/v1/certificates', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });

/** Of one person or unit: a few. */
export const accountCertificatesQuery = (account: number) =>
  queryOptions({
    queryKey: ['certificates', 'account', account],
    queryFn: ({ signal }) => asked(GET('/api/v1/certificates', { params: { query: { account, limit: 200 } }, signal })),
  });

export const certificateQuery = (id: number) =>
  queryOptions({
    queryKey: ['certificates', id],
    queryFn: ({ signal }) => askedWithTag(GET('/api/v1/certificates/{id}', { params: { path: { id } }, signal })),
  });
