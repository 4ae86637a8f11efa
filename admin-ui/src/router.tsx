import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import {
  announcement,
  announcements,
  audit,
  batch,
  bulk,
  calendar,
  certificate,
  certificates,
  plan,
  plans,
  queue,
  queued,
  reorganise,
  reports,
  roles,
  settings,
} from './routes/administration-routes.ts';
import { newPerson, noUnit, people, person, personEvent, unit, units } from './routes/directory-routes.ts';
import { devices, me, myData, newDevice, signIns } from './routes/own-routes.ts';
import { root } from './routes/root-route.ts';
import {
  carryOutRequest,
  corrections,
  correctRequest,
  duties,
  mailboxDays,
  myUnit,
  newRequest,
  outages,
  request,
  requests,
} from './routes/work-routes.ts';

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./shell/start-page.tsx'), 'StartPage'),
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
