import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { HttpEnv } from '#io/http/http-app.ts';
import { acceptedLanguage } from './accepted-language.ts';
import { inTime } from './answer-in-time.ts';
import type { Api, ApiDeps, ApiEnv } from './api-env.ts';
import { addDocument } from './document.ts';
import { addAddCertificate } from './endpoints/add-certificate.ts';
import { addAddressBook } from './endpoints/address-book.ts';
import { addAnswerCorrection } from './endpoints/answer-correction.ts';
import { addApprovals } from './endpoints/approvals.ts';
import { addBulkTemplate } from './endpoints/bulk-template.ts';
import { addCalendar } from './endpoints/calendar.ts';
import { addCarryOutRequest } from './endpoints/carry-out-request.ts';
import { addChangePassword } from './endpoints/change-password.ts';
import { addChangeQueued } from './endpoints/change-queued.ts';
import { addChangeSettings } from './endpoints/change-settings.ts';
import { addCurrentAnnouncements } from './endpoints/current-announcements.ts';
import { addDelegate } from './endpoints/delegate.ts';
import { addDraftReport } from './endpoints/draft-report.ts';
import { addFollowEvents } from './endpoints/follow-events.ts';
import { addGiveRole } from './endpoints/give-role.ts';
import { addHoldMailbox } from './endpoints/hold-mailbox.ts';
import { addIssueReport } from './endpoints/issue-report.ts';
import { addListAccounts } from './endpoints/list-accounts.ts';
import { addListAnnouncements } from './endpoints/list-announcements.ts';
import { addListAudit } from './endpoints/list-audit.ts';
import { addListBatches } from './endpoints/list-batches.ts';
import { addListCertificates } from './endpoints/list-certificates.ts';
import { addListCorrections } from './endpoints/list-corrections.ts';
import { addListDelegations } from './endpoints/list-delegations.ts';
import { addListHeldDelegations } from './endpoints/list-held-delegations.ts';
import { addListOutages } from './endpoints/list-outages.ts';
import { addListPeople } from './endpoints/list-people.ts';
import { addListPlans } from './endpoints/list-plans.ts';
import { addListQueue } from './endpoints/list-queue.ts';
import { addListReports } from './endpoints/list-reports.ts';
import { addListRequestSteps } from './endpoints/list-request-steps.ts';
import { addListRequests } from './endpoints/list-requests.ts';
import { addListRoles } from './endpoints/list-roles.ts';
import { addListUnitDuties } from './endpoints/list-unit-duties.ts';
import { addListUnits } from './endpoints/list-units.ts';
import { addLockAccount } from './endpoints/lock-account.ts';
import { addMakeBatch } from './endpoints/make-batch.ts';
import { addMakePlans } from './endpoints/make-plan.ts';
import { addMakeRequests } from './endpoints/make-request.ts';
import { addNoteOutage } from './endpoints/note-outage.ts';
import { addOwnAppPasswords } from './endpoints/own-app-passwords.ts';
import { addOwnCorrections } from './endpoints/own-corrections.ts';
import { addOwnData } from './endpoints/own-data.ts';
import { addOwnMailboxes } from './endpoints/own-mailboxes.ts';
import { addOwnPasskeys } from './endpoints/own-passkeys.ts';
import { addOwnSecondFactor } from './endpoints/own-second-factor.ts';
import { addOwnSession } from './endpoints/own-session.ts';
import { addOwnSessions } from './endpoints/own-sessions.ts';
import { addOwnSignIns } from './endpoints/own-sign-ins.ts';
import { addOwnSso } from './endpoints/own-sso.ts';
import { addPassRequests } from './endpoints/pass-request.ts';
import { addPasskeySignIn } from './endpoints/passkey-sign-in.ts';
import { addPasskeyStepUp } from './endpoints/passkey-step-up.ts';
import { addProposeName } from './endpoints/propose-name.ts';
import { addReadRequestFile } from './endpoints/read-request-file.ts';
import { addRemakePlan } from './endpoints/remake-plan.ts';
import { addReportDuties } from './endpoints/report-duties.ts';
import { addResetPassword } from './endpoints/reset-password.ts';
import { addResetSecondFactor } from './endpoints/reset-second-factor.ts';
import { addSetQuota } from './endpoints/set-quota.ts';
import { addSettleCertificate } from './endpoints/settle-certificate.ts';
import { addSettlePlan } from './endpoints/settle-plan.ts';
import { addShowAccount } from './endpoints/show-account.ts';
import { addShowAccountUse } from './endpoints/show-account-use.ts';
import { addShowBatch } from './endpoints/show-batch.ts';
import { addShowCertificate } from './endpoints/show-certificate.ts';
import { addShowDuty } from './endpoints/show-duty.ts';
import { addShowMailSetup } from './endpoints/show-mail-setup.ts';
import { addShowMinutes } from './endpoints/show-minutes.ts';
import { addShowOwnDuty } from './endpoints/show-own-duty.ts';
import { addShowPerson } from './endpoints/show-person.ts';
import { addShowPlan } from './endpoints/show-plan.ts';
import { addShowProgress } from './endpoints/show-progress.ts';
import { addShowQueued } from './endpoints/show-queued.ts';
import { addShowReport } from './endpoints/show-report.ts';
import { addShowRequest } from './endpoints/show-request.ts';
import { addShowSettings } from './endpoints/show-settings.ts';
import { addShowStatus } from './endpoints/show-status.ts';
import { addShowUnit } from './endpoints/show-unit.ts';
import { addSignIn } from './endpoints/sign-in.ts';
import { addSsoSignIn } from './endpoints/sso-sign-in.ts';
import { addSsoStepUp } from './endpoints/sso-step-up.ts';
import { addStepUp } from './endpoints/step-up.ts';
import { addUndoBatch } from './endpoints/undo-batch.ts';
import { addUnlinkSso } from './endpoints/unlink-sso.ts';
import { addWriteAnnouncement } from './endpoints/write-announcement.ts';
import { apiEvents } from './events.ts';
import { apiLimits } from './limits.ts';
import { apiRefusal, problem } from './problem.ts';
import { malformed, notJson, validationProblem } from './validation-problem.ts';

const endpoints = [
  ...[addSignIn, addOwnSession, addStepUp, addOwnSessions, addChangePassword, addOwnSecondFactor, addOwnAppPasswords],
  ...[addShowMailSetup, addOwnMailboxes, addOwnSignIns, addOwnData, addOwnCorrections, addListCorrections, addAnswerCorrection],
  ...[addPasskeySignIn, addPasskeyStepUp, addOwnPasskeys],
  ...[addSsoSignIn, addSsoStepUp, addOwnSso, addUnlinkSso],
  ...[addListUnits, addShowUnit, addListPeople, addAddressBook, addShowPerson, addListAccounts, addShowAccount],
  ...[addMakePlans, addListPlans, addShowPlan, addShowMinutes, addShowProgress, addSettlePlan, addRemakePlan],
  ...[addBulkTemplate, addMakeBatch, addListBatches, addShowBatch, addUndoBatch],
  ...[addListRequests, addReadRequestFile, addShowRequest, addListRequestSteps, addMakeRequests, addPassRequests, addCarryOutRequest],
  ...[addReportDuties, addListUnitDuties, addShowDuty, addListOutages, addShowOwnDuty, addNoteOutage],
  addCalendar,
  ...[addListReports, addIssueReport, addDraftReport, addShowReport],
  ...[addLockAccount, addSetQuota, addResetPassword, addResetSecondFactor, addHoldMailbox, addListDelegations, addDelegate],
  ...[addListQueue, addShowQueued, addChangeQueued, addShowStatus, addFollowEvents],
  ...[addShowAccountUse, addListHeldDelegations],
  ...[addListCertificates, addShowCertificate, addAddCertificate, addSettleCertificate],
  // The current ones before one by its number.
  ...[addCurrentAnnouncements, addListAnnouncements, addWriteAnnouncement],
  ...[addShowSettings, addChangeSettings],
  ...[addListRoles, addGiveRole, addApprovals, addListAudit, addProposeName],
];

/** What takes files, and measures them itself once it is known who sends them. */
export const apiUploads: ReadonlySet<string> = new Set(['/api/v1/bulk']);

/** The API for programs, under /api/v1: one file an endpoint, and what all share. */
export function apiApp(deps: ApiDeps): Hono<HttpEnv> {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result, context) => (result.success ? undefined : problem(context, validationProblem(result.error, result.target))),
  });
  const app = api.basePath('/api/v1') as Api;
  app.use('*', async (context, next) => {
    const requestId = randomUUID();
    context.set('requestId', requestId);
    context.set('language', acceptedLanguage(context.req.header('accept-language')));
    context.header('X-Request-Id', requestId);
    context.header('Vary', 'Authorization, Cookie, Accept-Language');
    // Where a route says nothing else: what somebody was shown is not found in the browser after them.
    context.header('Cache-Control', 'no-store');
    await next();
  });
  app.use('*', inTime(deps));
  const measured = bodyLimit({ maxSize: apiLimits.bodyOctetsMax, onError: (context) => problem(context as never, tooLarge) });
  app.use('*', (context, next) => (apiUploads.has(context.req.path) ? next() : measured(context, next)));
  for (const add of endpoints) add(app, deps);
  addDocument(app);
  // Where another method would do, the app that this is mounted in answers 405.
  app.all('*', (context) => problem(context, nothingHere));
  app.onError((error, context) => {
    // The framework's own refusals; their text is not ours to show.
    if (error instanceof HTTPException && error.status === 415) return problem(context, notJson);
    if (error instanceof HTTPException && error.status < 500) return problem(context, malformed);
    const { method, path } = context.req;
    deps.log.error({ event: apiEvents.fault, requestId: context.get('requestId'), method, path, err: error }, apiEvents.fault);
    return problem(context, fault);
  });
  // What its routes keep of a request is nothing to whoever mounts it.
  return app as unknown as Hono<HttpEnv>;
}

const tooLarge = apiRefusal('too-large', {
  vi: `Nội dung yêu cầu nhiều nhất ${apiLimits.bodyOctetsMax / 1024} KiB`,
  en: `A request has at most ${apiLimits.bodyOctetsMax / 1024} KiB`,
});
const nothingHere = apiRefusal('not-found', { vi: 'Không có gì ở địa chỉ này', en: 'There is nothing at this address' });
const fault = apiRefusal('unavailable', { vi: 'Có lỗi ở phía máy chủ', en: 'Something went wrong on our side' }, { status: 500 });
