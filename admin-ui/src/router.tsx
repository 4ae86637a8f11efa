import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { AuditFilter, PeopleFilter, PlanState } from './api/queries.ts';
import { type CertificateFilter, certificateStates } from './certificates/queries.ts';
import { type DutyPeriod, dutyPeriods } from './duties/duty-period.ts';
import { type DutyOrder, type DutySearch, dutyOrders } from './duties/duty-share.ts';
import { type OutagePeriod, outagePeriods } from './outages/outage-span.ts';
import { type QueueFilter, queueStates } from './queue/queries.ts';
import { type RequestFilter, type RequestState, requestStates } from './requests/queries.ts';
import { type SettingsSearch, settingShows } from './settings/queries.ts';
import { NotFound } from './shell/not-found.tsx';
import { SignedIn } from './shell/signed-in.tsx';

const root = createRootRoute({ component: SignedIn, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./shell/start-page.tsx'), 'StartPage'),
});

const units = createRoute({
  getParentRoute: () => root,
  path: '/units',
  component: lazyRouteComponent(() => import('./units/units-page.tsx'), 'UnitsPage'),
});
const noUnit = createRoute({
  getParentRoute: () => units,
  path: '/',
  component: lazyRouteComponent(() => import('./units/no-unit-chosen.tsx'), 'NoUnitChosen'),
});
const tabs = ['overview', 'people', 'mailbox', 'history', 'audit'] as const;
const unit = createRoute({
  getParentRoute: () => units,
  path: '$unitId',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: (typeof tabs)[number] } => {
    const known = tabs.find((one) => one === tab);
    return known === undefined ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('./units/unit-page.tsx'), 'UnitPage'),
});

const presences = ['in-service', 'away', 'left'] as const;
const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: ({ q, unit: unitId, below, presence }: Record<string, unknown>): PeopleFilter => ({
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof unitId === 'number' && Number.isSafeInteger(unitId) && unitId > 0 ? { unit: unitId, below: below !== false } : {}),
    ...(presences.some((one) => one === presence) ? { presence: presence as (typeof presences)[number] } : {}),
  }),
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
});
const newPerson = createRoute({
  getParentRoute: () => root,
  path: '/people/new',
  component: lazyRouteComponent(() => import('./events/new-person-page.tsx'), 'NewPersonPage'),
});
const personEvent = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId/$event',
  component: lazyRouteComponent(() => import('./events/person-event-page.tsx'), 'PersonEventPage'),
});
const personTabs = ['overview', 'mailbox', 'audit'] as const;
const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: (typeof personTabs)[number] } => {
    const known = personTabs.find((one) => one === tab);
    return known === undefined ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
});

const planStates = ['planned', 'carried-out', 'cancelled'] as const;
const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  validateSearch: ({ state }: Record<string, unknown>): { state?: PlanState } => {
    const known = planStates.find((one) => one === state);
    return known === undefined ? {} : { state: known };
  },
  component: lazyRouteComponent(() => import('./plans/plans-page.tsx'), 'PlansPage'),
});
const plan = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  component: lazyRouteComponent(() => import('./plans/plan-page.tsx'), 'PlanPage'),
});

const auditFields = ['person', 'mailbox', 'actor', 'unit', 'act', 'from', 'to'] as const;
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search: Record<string, unknown>): AuditFilter =>
    Object.fromEntries(
      auditFields.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [])),
    ),
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(() => import('./roles/roles-page.tsx'), 'RolesPage'),
});

const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  validateSearch: ({ tab, q, unit: unitId, state }: Record<string, unknown>): RequestFilter & { tab?: 'following' } => ({
    ...(tab === 'following' ? { tab } : {}),
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(typeof unitId === 'number' && Number.isSafeInteger(unitId) && unitId > 0 ? { unit: unitId } : {}),
    ...(requestStates.some((one) => one === state) ? { state: state as RequestState } : {}),
  }),
  component: lazyRouteComponent(() => import('./requests/requests-page.tsx'), 'RequestsPage'),
});
const newRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/new',
  component: lazyRouteComponent(() => import('./requests/new-request-page.tsx'), 'NewRequestPage'),
});
const request = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId',
  component: lazyRouteComponent(() => import('./requests/request-page.tsx'), 'RequestPage'),
});
const correctRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId/correct',
  component: lazyRouteComponent(() => import('./requests/correct-request-page.tsx'), 'CorrectRequestPage'),
});
const carryOutRequest = createRoute({
  getParentRoute: () => root,
  path: '/requests/$requestId/carry-out',
  component: lazyRouteComponent(() => import('./requests/carry-out-page.tsx'), 'CarryOutPage'),
});

const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulk',
  component: lazyRouteComponent(() => import('./bulk/bulk-page.tsx'), 'BulkPage'),
});
const batch = createRoute({
  getParentRoute: () => root,
  path: '/bulk/$batchId',
  component: lazyRouteComponent(() => import('./bulk/batch-page.tsx'), 'BatchPage'),
});

const periodParts = ['H1', 'H2', 'year'] as const;
const reports = createRoute({
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
      ...(typeof unitId === 'number' && Number.isSafeInteger(unitId) && unitId > 0 ? { unit: unitId } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./reports/reports-page.tsx'), 'ReportsPage'),
});

const dutySearch = ({ period, unit: unitId, order }: Record<string, unknown>): DutySearch => ({
  ...(dutyPeriods.some((one) => one === period) ? { period: period as DutyPeriod } : {}),
  ...(typeof unitId === 'number' && Number.isSafeInteger(unitId) && unitId > 0 ? { unit: unitId } : {}),
  ...(dutyOrders.some((one) => one === order) ? { order: order as DutyOrder } : {}),
});
const duties = createRoute({
  getParentRoute: () => root,
  path: '/duties',
  validateSearch: dutySearch,
  component: lazyRouteComponent(() => import('./duties/duties-page.tsx'), 'DutiesPage'),
});
const mailboxDays = createRoute({
  getParentRoute: () => root,
  path: '/duties/$accountId',
  validateSearch: ({ period }: Record<string, unknown>): { period?: DutyPeriod } =>
    dutyPeriods.some((one) => one === period) ? { period: period as DutyPeriod } : {},
  component: lazyRouteComponent(() => import('./duties/mailbox-days-page.tsx'), 'MailboxDaysPage'),
});

const unitActs = ['rename', 'move', 'merge', 'dissolve', 'create', 'code', 'identifier'] as const;
const reorganise = createRoute({
  getParentRoute: () => root,
  path: '/reorganise',
  validateSearch: ({
    unit: unitId,
    act,
    under,
  }: Record<string, unknown>): { unit?: number; act?: (typeof unitActs)[number]; under?: number } => {
    const known = unitActs.find((one) => one === act);
    return {
      ...(typeof unitId === 'number' && Number.isSafeInteger(unitId) && unitId > 0 ? { unit: unitId } : {}),
      ...(typeof under === 'number' && Number.isSafeInteger(under) && under > 0 ? { under } : {}),
      ...(known === undefined ? {} : { act: known }),
    };
  },
  component: lazyRouteComponent(() => import('./reorganise/reorganise-page.tsx'), 'ReorganisePage'),
});

const certificates = createRoute({
  getParentRoute: () => root,
  path: '/certificates',
  validateSearch: ({ state, expiring, unit: unitId }: Record<string, unknown>): CertificateFilter => ({
    ...(state === 'waiting' || certificateStates.some((one) => one === state) ? { state: state as CertificateFilter['state'] } : {}),
    ...(typeof expiring === 'number' && Number.isInteger(expiring) && expiring > 0 && expiring <= 3653 ? { expiring } : {}),
    ...(typeof unitId === 'number' && Number.isSafeInteger(unitId) && unitId > 0 ? { unit: unitId } : {}),
  }),
  component: lazyRouteComponent(() => import('./certificates/certificates-page.tsx'), 'CertificatesPage'),
});
const certificate = createRoute({
  getParentRoute: () => root,
  path: '/certificates/$certificateId',
  component: lazyRouteComponent(() => import('./certificates/certificate-page.tsx'), 'CertificatePage'),
});

const outages = createRoute({
  getParentRoute: () => root,
  path: '/outages',
  validateSearch: ({ period }: Record<string, unknown>): { period?: OutagePeriod } =>
    outagePeriods.some((one) => one === period) ? { period: period as OutagePeriod } : {},
  component: lazyRouteComponent(() => import('./outages/outages-page.tsx'), 'OutagesPage'),
});

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: ({ year }: Record<string, unknown>): { year?: number } =>
    typeof year === 'number' && Number.isInteger(year) && year >= 1990 && year <= 2199 ? { year } : {},
  component: lazyRouteComponent(() => import('./calendar/calendar-page.tsx'), 'CalendarPage'),
});

const queue = createRoute({
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
  component: lazyRouteComponent(() => import('./queue/queue-page.tsx'), 'QueuePage'),
});
const queued = createRoute({
  getParentRoute: () => root,
  path: '/queue/$messageId',
  component: lazyRouteComponent(() => import('./queue/queued-page.tsx'), 'QueuedPage'),
});

const announcements = createRoute({
  getParentRoute: () => root,
  path: '/announcements',
  component: lazyRouteComponent(() => import('./announcements/announcements-page.tsx'), 'AnnouncementsPage'),
});
const announcement = createRoute({
  getParentRoute: () => root,
  path: '/announcements/$announcementId',
  component: lazyRouteComponent(() => import('./announcements/announcement-page.tsx'), 'AnnouncementPage'),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: ({ q, show }: Record<string, unknown>): SettingsSearch => ({
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(settingShows.some((one) => one === show && one !== 'all') ? { show: show as 'set' | 'waiting' } : {}),
  }),
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('./me/me-page.tsx'), 'MePage'),
});

const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  component: lazyRouteComponent(() => import('./me/devices-page.tsx'), 'DevicesPage'),
});
const newDevice = createRoute({
  getParentRoute: () => root,
  path: '/devices/new',
  component: lazyRouteComponent(() => import('./me/new-app-password-page.tsx'), 'NewAppPasswordPage'),
});
const signIns = createRoute({
  getParentRoute: () => root,
  path: '/sign-ins',
  component: lazyRouteComponent(() => import('./me/sign-ins-page.tsx'), 'SignInsPage'),
});
const myData = createRoute({
  getParentRoute: () => root,
  path: '/my-data',
  component: lazyRouteComponent(() => import('./me/my-data-page.tsx'), 'MyDataPage'),
});
const myUnit = createRoute({
  getParentRoute: () => root,
  path: '/my-unit',
  component: lazyRouteComponent(() => import('./my-unit/my-unit-page.tsx'), 'MyUnitPage'),
});
const corrections = createRoute({
  getParentRoute: () => root,
  path: '/corrections',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: 'answered' } => (tab === 'answered' ? { tab } : {}),
  component: lazyRouteComponent(() => import('./corrections/corrections-page.tsx'), 'CorrectionsPage'),
});

const routeTree = root.addChildren([
  start,
  units.addChildren([noUnit, unit]),
  people,
  newPerson,
  personEvent,
  person,
  plans,
  plan,
  audit,
  roles,
  ...[requests, newRequest, request, correctRequest, carryOutRequest],
  ...[duties, mailboxDays, outages],
  bulk,
  ...[certificates, certificate],
  calendar,
  reorganise,
  batch,
  reports,
  ...[queue, queued],
  ...[announcements, announcement],
  settings,
  me,
  ...[devices, newDevice, signIns, myData, myUnit, corrections],
]);

export function makeRouter() {
  return createRouter({ routeTree, basepath: '/admin', defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
