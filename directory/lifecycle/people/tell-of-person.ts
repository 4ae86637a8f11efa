import type { Notice } from '#directory/org/mail-port.ts';
import type { PersonId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { PlanDeps } from '../plan.ts';
import { lockAccounts, type NoticeAccount, readNoticeAccounts } from './notice-account-sql.ts';
import type { PersonPlan } from './plan-person.ts';
import { outerLines, ownLines } from './summarise-person.ts';

/** Accounts are locked before mailboxes and in ascending order (mail/store): those of all who are told, before any of them is changed. */
export async function lockForNotices({ tx, sendNotices }: PlanDeps, { deeds }: PersonPlan): Promise<void> {
  if (sendNotices === undefined || deeds.notices.length === 0) return;
  await lockAccounts(tx, deeds.notices, deeds.person.personId);
}

/** Tells those concerned, in the transaction of the plan. */
export async function tellOf({ tx, sendNotices }: PlanDeps, plan: PersonPlan, personId: PersonId, on: string): Promise<void> {
  if (sendNotices === undefined || plan.deeds.notices.length === 0) return;
  const known = plan.deeds.notices.map((one) => ({ ...one, id: one.id ?? personId }));
  const accounts = await readNoticeAccounts(tx, known);
  await sendNotices(
    tx,
    accounts.map((account) => notice(plan, account, account.to === 'person' && account.id === Number(personId), on)),
  );
}

function notice(plan: PersonPlan, { accountId, address }: NoticeAccount, isOwn: boolean, on: string): Notice {
  const { title, deeds, notes } = plan;
  const lines = isOwn ? ownLines(deeds, notes) : outerLines(deeds);
  return { accountId, address, subject: title.vi, text: textOf(title, lines, deeds.reason, on) };
}

function textOf(title: InBoth, lines: readonly InBoth[], reason: string | null, on: string): string {
  const part = (language: 'vi' | 'en', from: string, why: string) => [
    title[language],
    `${from} ${on}`,
    ...(reason === null ? [] : [`${why}: ${reason}`]),
    ...lines.map((line) => `- ${line[language]}`),
  ];
  return [...part('vi', 'Có hiệu lực từ ngày', 'Căn cứ'), '', ...part('en', 'Takes effect on', 'By'), ''].join('\n');
}
