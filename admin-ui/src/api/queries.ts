import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { ReportDraft, Unit } from './api-contract.ts';
import { asked, askedWithTag, GET } from './client.ts';

// What the pages read, each under the key by which it is kept and made anew.

/** Asked for at once: as many as the server gives on a page. */
const pageItems = 200;

async function allUnits(signal: AbortSignal): Promise<readonly Unit[]> {
  const units: Unit[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: pageItems, ...(cursor === undefined ? {} : { cursor }) };
    const page = await asked(GET('/api/v1/units', { params: { query }, signal }));
    units.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return units;
}

/** All units of today: a province has hundreds, and every page names some. */
export const unitsQuery = queryOptions({ queryKey: ['units'], queryFn: ({ signal }) => allUnits(signal), staleTime: 60_000 });

export const unitQuery = (id: number) =>
  queryOptions({
    queryKey: ['units', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/units/{id}', { params: { path: { id } }, signal })),
  });

export interface PeopleFilter {
  readonly q?: string | undefined;
  readonly unit?: number | undefined;
  readonly below?: boolean | undefined;
  readonly presence?: 'in-service' | 'away' | 'left' | undefined;
}

export const peopleQuery = (filter: PeopleFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['people', filter, limit],
    queryFn: ({ pageParam, signal }) => {
      const { q, unit, below, presence } = filter;
      const query = {
        limit,
        ...(q ? { q } : {}),
        ...(unit === undefined ? {} : { unit, below: below === true ? ('true' as const) : ('false' as const) }),
        ...(presence === undefined ? {} : { presence }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      };
      return asked(GET('/api/v1/people', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 15_000,
  });

export const personQuery = (id: number) =>
  queryOptions({
    queryKey: ['people', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/people/{id}', { params: { path: { id } }, signal })),
  });

export type PlanState = 'planned' | 'carried-out' | 'cancelled';

export const plansQuery = (state: PlanState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['plans', state ?? 'all'],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(state === undefined ? {} : { state }), ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return asked(GET('/api/v1/plans', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const planQuery = (id: number) =>
  queryOptions({
    queryKey: ['plans', id],
    queryFn: ({ signal }) => askedWithTag(GET('/api/v1/plans/{id}', { params: { path: { id } }, signal })),
  });

export interface AuditFilter {
  /** Whoever did it or whom it concerns: an address, a name or #number. */
  readonly person?: string | undefined;
  readonly mailbox?: string | undefined;
  readonly actor?: string | undefined;
  readonly unit?: string | undefined;
  readonly act?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => {
      const told = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''));
      const query = { ...told, limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return asked(GET('/api/v1/audit', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const rolesQuery = (all: boolean) =>
  infiniteQueryOptions({
    queryKey: ['roles', all],
    queryFn: ({ pageParam, signal }) => {
      const query = { all: all ? ('true' as const) : ('false' as const), ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return asked(GET('/api/v1/roles', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const approvalsQuery = queryOptions({
  queryKey: ['approvals'],
  queryFn: ({ signal }) => asked(GET('/api/v1/approvals', { signal })),
});

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['bulk'],
  queryFn: ({ pageParam, signal }) =>
    asked(GET('/api/v1/bulk', { params: { query: pageParam === '' ? {} : { cursor: pageParam } }, signal })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
});

export const batchQuery = (id: number) =>
  queryOptions({
    queryKey: ['bulk', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/bulk/{id}', { params: { path: { id } }, signal })),
  });

export const draftQuery = (period: string, unit: number | undefined) =>
  queryOptions({
    queryKey: ['reports', 'draft', period, unit ?? null],
    queryFn: async ({ signal }) => {
      const query = { period, ...(unit === undefined ? {} : { unit }) };
      // Only JSON is asked for here; files are links.
      return (await asked(GET('/api/v1/reports/draft', { params: { query }, signal }))) as ReportDraft;
    },
    staleTime: 60_000,
  });

export const reportsQuery = (unit: number | undefined) =>
  infiniteQueryOptions({
    queryKey: ['reports', 'issued', unit ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(unit === undefined ? {} : { unit }), ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return asked(GET('/api/v1/reports', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const calendarQuery = (year: number) =>
  queryOptions({
    queryKey: ['calendar', year],
    queryFn: ({ signal }) => asked(GET('/api/v1/calendar', { params: { query: { year } }, signal })),
  });

export const accountQuery = (id: number) =>
  queryOptions({
    queryKey: ['accounts', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/accounts/{id}', { params: { path: { id } }, signal })),
  });
