import type { Notice } from '#directory/org/mail-port.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockConcerned, type ToldAccount, toldOf } from './account-sql.ts';
import { requestLimits } from './limits.ts';
import { eventNames, lineStateNames } from './line-text.ts';
import { type LineOutcome, readOutcomes } from './outcome-sql.ts';
import type { RequestDeps } from './request.ts';
import type { KeptRequest } from './request-sql.ts';
import { stateNames } from './rules.ts';

/**
 * Tells each unit what became of its list: its mailbox, and whoever submitted it. Of what was carried out it says what each person is called and
 * where they are reached, so that the unit can pass it on (REQ-ACC-2). Accounts are locked first, all of them in one order.
 */
export async function announceEnd(
  { sendNotices }: Pick<RequestDeps, 'sendNotices'>,
  tx: Tx,
  ended: readonly KeptRequest[],
  reason?: string,
): Promise<void> {
  if (sendNotices === undefined) return;
  const told: { readonly request: KeptRequest; readonly account: ToldAccount }[] = [];
  for (const request of ended) for (const account of await toldOf(tx, request.id, request.unitId)) told.push({ request, account });
  const accounts = told.map(({ account }) => account.accountId);
  await lockConcerned(tx, { people: [], units: [], accounts });
  const notices: Notice[] = [];
  for (const { request, account } of told) notices.push({ ...account, ...noticeOf(request, await readOutcomes(tx, request.id), reason) });
  await sendNotices(tx, notices.toSorted(byAccount));
}

export const byAccount = (one: { accountId: AccountId }, other: { accountId: AccountId }) => one.accountId - other.accountId;

/** Pure: what a unit is told of its list. */
export function noticeOf(
  request: Pick<KeptRequest, 'id' | 'title' | 'state'>,
  lines: readonly LineOutcome[],
  reason?: string,
): Pick<Notice, 'subject' | 'text'> {
  const part = (language: keyof InBoth) => {
    const said = wording[language];
    const shown = request.state === 'carried-out' || request.state === 'refused' ? lines.slice(0, requestLimits.linesToldMax) : [];
    const left = shown.length === 0 ? 0 : lines.length - shown.length;
    return [
      `${said.request} ${request.id} (${request.title}): ${stateNames[request.state][language]}.`,
      ...(reason === undefined ? [] : [`${said.because}: ${reason}`]),
      ...shown.flatMap((line) => lineOf(line, language)),
      ...(left > 0 ? [`… +${left}`] : []),
      said.after[request.state] ?? '',
    ].filter((line) => line !== '');
  };
  const subject = `Đề nghị ${request.id}: ${stateNames[request.state].vi}`;
  return { subject, text: [...part('vi'), '', ...part('en'), ''].join('\n') };
}

function lineOf({ number, asked, state, problems, result }: LineOutcome, language: keyof InBoth): readonly string[] {
  const who = result === null ? (asked.do === 'recruit' ? asked.name : asked.person) : `${result.name} <${result.address}>`;
  const on = result === null || state !== 'planned' ? '' : ` (${result.effectiveOn})`;
  const more = state === 'refused' ? (problems ?? []) : (result?.summary ?? []);
  return [
    `${number}. ${eventNames[asked.do][language]}: ${who}: ${lineStateNames[state][language]}${on}`,
    ...more.map((line) => `   - ${line[language]}`),
  ];
}

const wording = {
  vi: {
    request: 'Đề nghị',
    because: 'Lý do',
    after: {
      'carried-out': 'Đề nghị đơn vị thông báo cho những người liên quan. Người mới nhận mật khẩu từ quản trị.',
      returned: 'Hãy sửa rồi gửi lại (congthu request correct), hoặc rút đề nghị.',
    } as Readonly<Record<string, string>>,
  },
  en: {
    request: 'Request',
    because: 'Reason',
    after: {
      'carried-out': 'Please tell those concerned. Whoever is new gets a password from an administrator.',
      returned: 'Correct and submit it again (congthu request correct), or withdraw it.',
    } as Readonly<Record<string, string>>,
  },
} as const;
