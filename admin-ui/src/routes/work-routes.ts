import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type DutyPeriod, dutyPeriods } from '../duties/duty-period.ts';
import { type DutyOrder, type DutySearch, dutyOrders } from '../duties/duty-share.ts';
import { type OutagePeriod, outagePeriods } from '../outages/outage-span.ts';
import { type RequestFilter, type RequestState, requestStates } from '../requests/queries.ts';
import { root } from './root-route.ts';
import { isId } from './search.ts';

export const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  validateSearch: ({ tab, q, unit: unitId, state }: Record<string, unknown>): RequestFilter & { tab?: 'following' } => ({
    ...(tab === 'following' ? { tab } : {}),
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(isId(unitId) ? { unit: unitId } : {}),
    ...(requestStates.some((one) => one === state) ? { state: state as RequestState } : {}),
  }),
  component: lazyRouteComponent(() => import('../requests/requests-page.tsx'), 'RequestsPage'),
});

export const newRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/new',
  component: lazyRouteComponent(() => import('../requests/new-request-page.tsx'), 'NewRequestPage'),
});

export const request = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId',
  component: lazyRouteComponent(() => import('../requests/request-page.tsx'), 'RequestPage'),
});

export const correctRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId/correct',
  component: lazyRouteComponent(() => import('../requests/correct-request-page.tsx'), 'CorrectRequestPage'),
});

export const carryOutRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId/carry-out',
  component: lazyRouteComponent(() => import('../requests/carry-out-page.tsx'), 'CarryOutPage'),
});

const dutySearch = ({ period, unit: unitId, order }: Record<string, unknown>): DutySearch => ({
  ...(dutyPeriods.some((one) => one === period) ? { period: period as DutyPeriod } : {}),
  ...(isId(unitId) ? { unit: unitId } : {}),
  ...(dutyOrders.some((one) => one === order) ? { order: order as DutyOrder } : {}),
});

export const duties = createRoute({
  getParentRoute: () => root,
  path: '/duties',
  validateSearch: dutySearch,
  component: lazyRouteComponent(() => import('../duties/duties-page.tsx'), 'DutiesPage'),
});

export const mailboxDays = createRoute({
  getParentRoute: () => root,
  path: '/duties/$accountId',
  validateSearch: ({ period }: Record<string, unknown>): { period?: DutyPeriod } =>
    dutyPeriods.some((one) => one === period) ? { period: period as DutyPeriod } : {},
  component: lazyRouteComponent(() => import('../duties/mailbox-days-page.tsx'), 'MailboxDaysPage'),
});

export const outages = createRoute({
  getParentRoute: () => root,
  path: '/outages',
  validateSearch: ({ period }: Record<string, unknown>): { period?: OutagePeriod } =>
    outagePeriods.some((one) => one === period) ? { period: period as OutagePeriod } : {},
  component: lazyRouteComponent(() => import('../outages/outages-page.tsx'), 'OutagesPage'),
});

export const myUnit = createRoute({
  getParentRoute: () => root,
  path: '/my-unit',
  component: lazyRouteComponent(() => import('../my-unit/my-unit-page.tsx'), 'MyUnitPage'),
});

export const corrections = createRoute({
  getParentRoute: () => root,
  path: '/corrections',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: 'answered' } => (tab === 'answered' ? { tab } : {}),
  component: lazyRouteComponent(() => import('../corrections/corrections-page.tsx'), 'CorrectionsPage'),
});
