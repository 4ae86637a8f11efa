import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { PeopleFilter } from '../api/queries.ts';
import { root } from './root-route.ts';
import { isId } from './search.ts';

export const units = createRoute({
  getParentRoute: () => root,
  path: '/units',
  component: lazyRouteComponent(() => import('../units/units-page.tsx'), 'UnitsPage'),
});

export const noUnit = createRoute({
  getParentRoute: () => units,
  path: '/',
  component: lazyRouteComponent(() => import('../units/no-unit-chosen.tsx'), 'NoUnitChosen'),
});

const tabs = ['overview', 'people', 'mailbox', 'history', 'audit'] as const;

export const unit = createRoute({
  getParentRoute: () => units,
  path: '$unitId',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: (typeof tabs)[number] } => {
    const known = tabs.find((one) => one === tab);
    return known === undefined ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('../units/unit-page.tsx'), 'UnitPage'),
});

const presences = ['in-service', 'away', 'left'] as const;

export const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: ({ q, unit: unitId, below, presence }: Record<string, unknown>): PeopleFilter => ({
    ...(typeof q === 'string' || typeof q === 'number' ? { q: String(q) } : {}),
    ...(isId(unitId) ? { unit: unitId, below: below !== false } : {}),
    ...(presences.some((one) => one === presence) ? { presence: presence as (typeof presences)[number] } : {}),
  }),
  component: lazyRouteComponent(() => import('../people/people-page.tsx'), 'PeoplePage'),
});

export const newPerson = createRoute({
  getParentRoute: () => root,
  path: '/people/new',
  component: lazyRouteComponent(() => import('../events/new-person-page.tsx'), 'NewPersonPage'),
});

export const personEvent = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId/$event',
  component: lazyRouteComponent(() => import('../events/person-event-page.tsx'), 'PersonEventPage'),
});

const personTabs = ['overview', 'mailbox', 'audit'] as const;

export const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$personId',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: (typeof personTabs)[number] } => {
    const known = personTabs.find((one) => one === tab);
    return known === undefined ? {} : { tab: known };
  },
  component: lazyRouteComponent(() => import('../people/person-page.tsx'), 'PersonPage'),
});
