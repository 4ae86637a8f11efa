import { accountsEn } from '../accounts/wording-en.ts';
import { announcementsEn } from '../announcements/wording-en.ts';
import { auditEn } from '../audit/wording-en.ts';
import { bulkEn } from '../bulk/wording-en.ts';
import { calendarEn } from '../calendar/wording-en.ts';
import { certificatesEn } from '../certificates/wording-en.ts';
import { chartsEn } from '../charts/wording-en.ts';
import { correctionsEn } from '../corrections/wording-en.ts';
import { dashboardEn } from '../dashboard/wording-en.ts';
import { dutiesEn } from '../duties/wording-en.ts';
import { eventsEn } from '../events/wording-en.ts';
import { meEn } from '../me/wording-en.ts';
import { myUnitEn } from '../my-unit/wording-en.ts';
import { outagesEn } from '../outages/wording-en.ts';
import { peopleEn } from '../people/wording-en.ts';
import { plansEn } from '../plans/wording-en.ts';
import { queueEn } from '../queue/wording-en.ts';
import { reorganiseEn } from '../reorganise/wording-en.ts';
import { reportsEn } from '../reports/wording-en.ts';
import { requestsEn } from '../requests/wording-en.ts';
import { rolesEn } from '../roles/wording-en.ts';
import { sessionEn } from '../session/wording-en.ts';
import { settingsEn } from '../settings/wording-en.ts';
import { shellEn } from '../shell/wording-en.ts';
import { unitsEn } from '../units/wording-en.ts';
import type { Wording } from './wording-vi.ts';

export const en: Wording = {
  product: 'Công Thư',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  next: 'Continue',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  loading: 'Loading…',
  dayField: {
    day: 'day/month/year',
    moment: 'day/month/year hour:minute',
    choose: 'Choose in a calendar',
    noDay: 'Write the day as 31/12/2026',
    noMoment: 'Write day and time as 31/12/2026 07:30',
  },
  more: 'Show more',
  none: 'None',
  all: 'All',
  today: 'today',
  until: 'until',
  from: 'from',
  skipToContent: 'Skip to the content',
  offline: 'The server cannot be reached. Trying again; the page renews itself as soon as it can.',
  errorId: (id) => `For your administrator: ${id}`,
  somethingWrong: 'Something went wrong',
  noServer: 'The server cannot be reached',
  pageNotFound: 'There is no such page',
  pageNotFoundHelp: 'Its address may have changed. Search with Ctrl K, or go to the first page.',
  toStart: 'To the first page',
  language: 'Language',
  ...calendarEn,
  ...certificatesEn,
  ...reorganiseEn,
  ...bulkEn,
  ...reportsEn,
  ...requestsEn,
  ...rolesEn,
  ...accountsEn,
  ...announcementsEn,
  ...auditEn,
  ...chartsEn,
  ...correctionsEn,
  ...dashboardEn,
  ...dutiesEn,
  ...eventsEn,
  ...meEn,
  ...myUnitEn,
  ...outagesEn,
  ...peopleEn,
  ...plansEn,
  ...queueEn,
  ...sessionEn,
  ...settingsEn,
  ...shellEn,
  ...unitsEn,
};
