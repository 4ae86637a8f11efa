import {
  IconCalendarPlus,
  IconCertificate,
  IconDeviceMobile,
  IconFilePlus,
  IconHierarchy3,
  IconKey,
  IconPlugConnectedX,
  IconReportAnalytics,
  IconSpeakerphone,
  IconTableImport,
  IconUserPlus,
  IconUserShield,
} from '@tabler/icons-react';
import type { WebSession } from '../api/session.ts';
import type { Wording } from '../i18n/wording-vi.ts';

type Act = WebSession['acts'][number];

interface PaletteAct {
  /** Tells it apart, for what was chosen lately. */
  readonly key: keyof Wording['search']['acts'];
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  readonly Icon: typeof IconUserPlus;
  readonly isFor: (session: WebSession) => boolean;
}

const may =
  (act: Act) =>
  ({ acts }: WebSession) =>
    acts.includes(act);
/** Everywhere, or for a unit of their own. */
const mayForUnits =
  (act: Act) =>
  ({ acts, heads, roles }: WebSession) =>
    acts.includes(act) || heads.length > 0 || roles.some(({ role }) => role === 'unit-administrator');

/** What Ctrl K begins, each on the page where it is told and looked at: nothing is done from here. */
const acts: readonly PaletteAct[] = [
  { key: 'newPerson', to: '/people/new', Icon: IconUserPlus, isFor: may('plan.make') },
  { key: 'bulk', to: '/bulk', Icon: IconTableImport, isFor: may('plan.make') },
  { key: 'createUnit', to: '/reorganise', search: { act: 'create' }, Icon: IconHierarchy3, isFor: may('plan.make') },
  { key: 'renameUnit', to: '/reorganise', search: { act: 'rename' }, Icon: IconHierarchy3, isFor: may('plan.make') },
  { key: 'moveUnit', to: '/reorganise', search: { act: 'move' }, Icon: IconHierarchy3, isFor: may('plan.make') },
  { key: 'mergeUnits', to: '/reorganise', search: { act: 'merge' }, Icon: IconHierarchy3, isFor: may('plan.make') },
  { key: 'dissolveUnit', to: '/reorganise', search: { act: 'dissolve' }, Icon: IconHierarchy3, isFor: may('plan.make') },
  { key: 'makeRequest', to: '/requests/new', Icon: IconFilePlus, isFor: mayForUnits('request.make') },
  { key: 'issueReport', to: '/reports', Icon: IconReportAnalytics, isFor: mayForUnits('report.issue') },
  { key: 'addHoliday', to: '/calendar', Icon: IconCalendarPlus, isFor: may('calendar.change') },
  { key: 'addCertificate', to: '/certificates', Icon: IconCertificate, isFor: may('certificate.manage') },
  {
    key: 'waitingCertificates',
    to: '/certificates',
    search: { state: 'waiting' },
    Icon: IconCertificate,
    isFor: may('certificate.manage'),
  },
  { key: 'giveRole', to: '/roles', Icon: IconUserShield, isFor: may('role.grant') },
  { key: 'noteOutage', to: '/outages', Icon: IconPlugConnectedX, isFor: may('outage.note') },
  { key: 'announce', to: '/announcements', Icon: IconSpeakerphone, isFor: may('announcement.write') },
  { key: 'changePassword', to: '/me', Icon: IconKey, isFor: () => true },
  { key: 'addDevice', to: '/devices/new', Icon: IconDeviceMobile, isFor: () => true },
];

export function actsFor(session: WebSession): readonly PaletteAct[] {
  return acts.filter(({ isFor }) => isFor(session));
}
