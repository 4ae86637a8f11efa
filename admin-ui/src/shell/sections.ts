import {
  IconAdjustments,
  IconBuilding,
  IconCalendarCheck,
  IconCalendarCog,
  IconCalendarEvent,
  IconCertificate,
  IconDeviceMobile,
  IconFileDownload,
  IconFileSearch,
  IconHierarchy3,
  IconHistory,
  IconHome,
  IconInbox,
  IconMailForward,
  IconPencilCheck,
  IconPlugConnectedX,
  IconReportAnalytics,
  IconSitemap,
  IconSpeakerphone,
  IconTableImport,
  IconUserCog,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import type { WebSession } from '../api/session.ts';
import { seesCertificates } from '../certificates/reach.ts';
import { seesDuties } from '../duties/duty-reach.ts';
import type { Wording } from '../i18n/wording-vi.ts';
import { seesRequests } from '../requests/officer.ts';

type Group = 'directory' | 'work' | 'administration' | 'personal';

interface Section {
  readonly to: string;
  readonly group: Group | null;
  readonly Icon: typeof IconHome;
  readonly label: (wording: Wording) => string;
  /** Left out: for everybody. What a page is not for, the server refuses in any case. */
  readonly isFor?: (session: WebSession) => boolean;
}

/** Where one may go: the navigation and Ctrl K have the same. */
const sections: readonly Section[] = [
  { to: '/', group: null, Icon: IconHome, label: ({ nav }) => nav.start },
  { to: '/units', group: 'directory', Icon: IconSitemap, label: ({ nav }) => nav.units },
  { to: '/people', group: 'directory', Icon: IconUsers, label: ({ nav }) => nav.people },
  { to: '/my-unit', group: 'work', Icon: IconBuilding, label: ({ myUnit }) => myUnit.title, isFor: ({ heads }) => heads.length > 0 },
  { to: '/requests', group: 'work', Icon: IconInbox, label: ({ requests }) => requests.title, isFor: seesRequests },
  { to: '/duties', group: 'work', Icon: IconCalendarCheck, label: ({ duties }) => duties.title, isFor: seesDuties },
  {
    to: '/corrections',
    group: 'work',
    Icon: IconPencilCheck,
    label: ({ corrections }) => corrections.title,
    isFor: ({ roles }) => roles.some(({ role }) => role === 'operator' || role === 'unit-administrator'),
  },
  { to: '/outages', group: 'work', Icon: IconPlugConnectedX, label: ({ outages }) => outages.title },
  {
    to: '/reorganise',
    group: 'administration',
    Icon: IconHierarchy3,
    label: ({ reorganise }) => reorganise.title,
    isFor: ({ acts }) => acts.includes('plan.make'),
  },
  {
    to: '/bulk',
    group: 'administration',
    Icon: IconTableImport,
    label: ({ bulk }) => bulk.title,
    isFor: ({ acts }) => acts.includes('plan.make'),
  },
  {
    to: '/reports',
    group: 'administration',
    Icon: IconReportAnalytics,
    label: ({ reports }) => reports.title,
    isFor: ({ acts, roles, heads }) =>
      acts.includes('report.read') || heads.length > 0 || roles.some(({ role }) => role === 'unit-administrator'),
  },
  {
    to: '/certificates',
    group: 'administration',
    Icon: IconCertificate,
    label: ({ certificates }) => certificates.title,
    isFor: seesCertificates,
  },
  {
    to: '/calendar',
    group: 'administration',
    Icon: IconCalendarCog,
    label: ({ calendar }) => calendar.title,
    isFor: ({ acts }) => acts.includes('calendar.change'),
  },
  {
    to: '/plans',
    group: 'administration',
    Icon: IconCalendarEvent,
    label: ({ plans }) => plans.title,
    isFor: ({ acts }) => acts.includes('plan.read'),
  },
  {
    to: '/queue',
    group: 'administration',
    Icon: IconMailForward,
    label: ({ queue }) => queue.title,
    isFor: ({ acts }) => acts.includes('queue.read'),
  },
  {
    to: '/roles',
    group: 'administration',
    Icon: IconUserShield,
    label: ({ roleList }) => roleList.title,
    isFor: ({ acts, roles }) => acts.includes('role.read') || roles.some(({ role }) => role === 'unit-administrator'),
  },
  {
    to: '/audit',
    group: 'administration',
    Icon: IconFileSearch,
    label: ({ audit }) => audit.title,
    isFor: ({ acts }) => acts.includes('audit.read'),
  },
  {
    to: '/announcements',
    group: 'administration',
    Icon: IconSpeakerphone,
    label: ({ announcements }) => announcements.title,
    isFor: ({ acts }) => acts.includes('announcement.read'),
  },
  {
    to: '/settings',
    group: 'administration',
    Icon: IconAdjustments,
    label: ({ settings }) => settings.title,
    isFor: ({ acts }) => acts.includes('settings.read'),
  },
  { to: '/me', group: 'personal', Icon: IconUserCog, label: ({ nav }) => nav.me },
  { to: '/devices', group: 'personal', Icon: IconDeviceMobile, label: ({ devices }) => devices.title },
  { to: '/sign-ins', group: 'personal', Icon: IconHistory, label: ({ signIns }) => signIns.title },
  { to: '/my-data', group: 'personal', Icon: IconFileDownload, label: ({ ownData }) => ownData.title },
];

export function sectionsFor(session: WebSession): readonly Section[] {
  return sections.filter(({ isFor }) => isFor === undefined || isFor(session));
}

/** Under their headings, in the order in which they first come. */
export function groupsOf(shown: readonly Section[]): readonly (readonly [Group | null, readonly Section[]])[] {
  return [...Map.groupBy(shown, ({ group }) => group)];
}
