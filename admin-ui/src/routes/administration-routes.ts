import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AuditFilter, PlanState } from '../api/queries.ts';
import { type CertificateFilter, certificateStates } from '../certificates/queries.ts';
import { type QueueFilter, queueStates } from '../queue/queries.ts';
import { type SettingsSearch, settingShows } from '../settings/queries.ts';
import { root } from './root-route.ts';
import { isId } from './search.ts';

const planStates = ['planned', 'carried-out', 'cancelled'] as const;

export const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  validateSearch: ({ state }: Record<string, unknown>): { state?: PlanState } => {
    const known = planStates.find((one) => one === state);
    return known === undefined ? {} : { state: known };
  },
  component: lazyRouteComponent(() => import('../plans/plans-page.tsx'), 'PlansPage'),
});

export const plan = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  component: lazyRouteComponent(() => import('../plans/plan-page.tsx'), 'PlanPage'),
});

const auditFields = ['person', 'mailbox', 'actor', 'unit', 'act', 'from', 'to'] as const;

export const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditFilter =>
    Object.fromEntries(
      auditFields.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [])),
    ),
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});

export const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(() => import('../roles/roles-page.tsx'), 'RolesPage'),
});

export const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulk',
  component: lazyRouteComponent(() => import('../bulk/bulk-page.tsx'), 'BulkPage'),
});

export const batch = createRoute({
  getParentRoute: () => root,
  path: '/bulk/$batchId',
  component: lazyRouteComponent(() => import('../bulk/batch-page.tsx'), 'BatchPage'),
});

const periodParts = ['H1', 'H2', 'year'] as const;

export const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: ({
    year,
    part,
    unit: unitId,
  }: Record<string, unknown>): { year?: number; part?: (typeof periodParts)[number]; unit?: number } => {
    const known = periodParts.find((one) => one === part);
    return {
      ...(typeof year === 'number' && Number.isInteger(year) && year > 2000 && year < 2200 ? { year } : {}),
      ...(known === undefined ? {} : { part: known }),
      ...(isId(unitId) ? { unit: unitId } : {}),
    };
  },
  component: lazyRouteComponent(() => import('../reports/reports-page.tsx'), 'ReportsPage'),
});

const unitActs = ['rename', 'move', 'merge', 'dissolve', 'create', 'code', 'identifier'] as const;

export const reorganise = createRoute({
  getParentRoute: () => root,
  path: '/reorganise',
  validateSearch: ({
    unit: unitId,
    act,
    under,
  }: Record<string, unknown>): { unit?: number; act?: (typeof unitActs)[number]; under?: number } => {
    const known = unitActs.find((one) => one === act);
    return {
      ...(isId(unitId) ? { unit: unitId } : {}),
      ...(isId(under) ? { under } : {}),
      ...(known === undefined ? {} : { act: known }),
    };
  },
  component: lazyRouteComponent(() => import('../reorganise/reorganise-page.tsx'), 'ReorganisePage'),
});

export const certificates = createRoute({
  getParentRoute: () => root,
  path: '/certificates',
  validateSearch: ({ state, expiring, unit: unitId }: Record<string, unknown>): CertificateFilter => ({
    ...(state === 'waiting' || certificateStates.some((one) => one === state) ? { state: state as CertificateFilter['state'] } : {}),
    ...(typeof expiring === 'number' && Number.isInteger(expiring) && expiring > 0 && expiring <= 3653 ? { expiring } : {}),
    ...(isId(unitId) ? { unit: unitId } : {}),
  }),
  component: lazyRouteComponent(() => import('../certificates/certificates-page.tsx'), 'CertificatesPage'),
});

export const certificate = createRoute({
  getParentRoute: () => root,
  path: '/certificates/$certificateId',
  component: lazyRouteComponent(() => import('../certificates/certificate-page.tsx'), 'CertificatePage'),
});

export const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: ({ year }: Record<string, unknown>): { year?: number } =>
    typeof year === 'number' && Number.isInteger(year) && year >= 1990 && year <= 2199 ? { year } : {},
  component: lazyRouteComponent(() => import('../calendar/calendar-page.tsx'), 'CalendarPage'),
});

export const queue = createRoute({
  getParentRoute: () => root,
  path: '/queue',
  validateSearch: ({ state, domain, sender }: Record<string, unknown>): QueueFilter => {
    const known = queueStates.find((one) => one === state);
    return {
      ...(known === undefined ? {} : { state: known }),
      ...(typeof domain === 'string' && domain !== '' ? { domain } : {}),
      ...(typeof sender === 'string' && sender !== '' ? { sender } : {}),
    };
  },
  component: lazyRouteComponent(() => import('../queue/queue-page.tsx'), 'QueuePage'),
});

export const queued = createRoute({
  getParentRoute: () => root,
  path: '/queue/$messageId',
  component: lazyRouteComponent(() => import('../queue/queued-page.tsx'), 'QueuedPage'),
});

export const announcements = createRoute({
  getParentRoute: () => root,
  path: '/announcements',
  component: lazyRouteComponent(() => import('../announcements/announcements-page.tsx'), 'AnnouncementsPage'),
});

export const announcement = createRoute({
  getParentRoute: () => root,
  path: '/announcements/$announcementId',
  component: lazyRouteComponent(() => import('../announcements/announcement-page.tsx'), 'AnnouncementPage'),
});

export const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: ({ q, show }: Record<string, unknown>): SettingsSearch => ({
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(settingShows.some((one) => one === show && one !== 'all') ? { show: show as 'set' | 'waiting' } : {}),
  }),
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
});
