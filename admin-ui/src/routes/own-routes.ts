import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root-route.ts';

export const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('../me/me-page.tsx'), 'MePage'),
});

export const devices = createRoute({
  getParentRoute: () => root,
  path: '/devices',
  component: lazyRouteComponent(() => import('../me/devices-page.tsx'), 'DevicesPage'),
});

export const newDevice = createRoute({
  getParentRoute: () => root,
  path: '/devices/new',
  component: lazyRouteComponent(() => import('../me/new-app-password-page.tsx'), 'NewAppPasswordPage'),
});

export const signIns = createRoute({
  getParentRoute: () => root,
  path: '/sign-ins',
  component: lazyRouteComponent(() => import('../me/sign-ins-page.tsx'), 'SignInsPage'),
});

export const myData = createRoute({
  getParentRoute: () => root,
  path: '/my-data',
  component: lazyRouteComponent(() => import('../me/my-data-page.tsx'), 'MyDataPage'),
});
