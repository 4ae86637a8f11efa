import { authorise } from '#directory/access/roles/authorise.ts';
import { unitsWithinReach } from '#directory/access/roles/within-reach.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import { readPersonFacts } from '#directory/people/person-facts-sql.ts';
import type { Database } from '#io/database.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { correctionNotice } from './correction-notice.ts';
import {
  type AskedCorrection,
  type Correction,
  countOpenCorrections,
  insertCorrection,
  listCorrections,
  lockCorrection,
  setBirthDate,
  settleCorrection,
} from './correction-sql.ts';
import { dayOfBirth } from './day-of-birth.ts';
import { correctionLimits } from './limits.ts';
import { presentValue } from './present-value.ts';

interface Owner {
  readonly accountId: AccountId;
  readonly personId: PersonId;
  readonly address: string;
}

/** What somebody says is wrong, and how it should be; what it is now is written down beside it. */
export async function askForCorrection(
  { database, tx }: { readonly database: Database; readonly tx: Tx },
  { accountId, personId, address: target }: Owner,
  asked: Pick<Correction, 'field' | 'wanted' | 'note'>,
): Promise<Result<Correction>> {
  const may = await authorise({ tx }, { actorAccountId: accountId, act: 'correction.ask', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  if (asked.field === 'birth-date' && dayOfBirth(asked.wanted, vietnamDate(new Date())) === null) return refused(noDay);
  if ((await countOpenCorrections(tx, accountId)) >= correctionLimits.openPerPersonMax) return refused(tooMany);
  const facts = await readPersonFacts(database, personId);
  if (facts === undefined) throw new Error(`account ${accountId} is signed in, and is no person's`);
  const made = await insertCorrection(tx, { accountId, ...asked, present: presentValue(facts, asked.field) });
  const detail = { correctionId: made.id, field: asked.field };
  await recordAct(tx, { actorAccountId: accountId, act: 'correction.ask', target, accountId, detail });
  return ok(made);
}

/** One's own that waits still; of another's one hears that there is none. */
export async function withdrawCorrection(tx: Tx, { accountId, address: target }: Owner, id: number): Promise<Result<void>> {
  const found = await lockCorrection(tx, id);
  if (found === undefined || found.accountId !== accountId) return refused(noSuch);
  if (found.state !== 'open') return refused(settledAlready);
  await settleCorrection(tx, { id, state: 'withdrawn', answer: null, by: null });
  await recordAct(tx, { actorAccountId: accountId, act: 'correction.withdraw', target, accountId, detail: { correctionId: id } });
  return ok();
}

/** Those that somebody may answer; nobody's where they may answer none. */
export async function correctionsWithinReach(
  database: Database,
  actorAccountId: AccountId,
  isOpen: boolean,
): Promise<Result<readonly AskedCorrection[]>> {
  const { everywhere, below } = await unitsWithinReach({ database }, actorAccountId, 'correction.answer');
  if (!everywhere && below.length === 0) {
    // The refusal says which roles would do.
    const may = await authorise({ database }, { actorAccountId, act: 'correction.answer', target: { of: 'system' } });
    if (!may.ok) return may;
  }
  const page = { isOpen, besides: actorAccountId, below: everywhere ? null : below, max: correctionLimits.listedMax };
  return ok(await listCorrections(database, page));
}

interface Answer {
  readonly id: number;
  readonly outcome: 'carried-out' | 'refused';
  /** Needed where it is refused. */
  readonly text: string | null;
}

/** Carried out, by the plans that there are (a date of birth by this), or refused, with a reason: whoever asked is told by mail. Nobody answers themselves. */
export async function answerCorrection(
  { tx, sendNotices }: { readonly tx: Tx; readonly sendNotices: SendNotices | undefined },
  actorAccountId: AccountId,
  { id, outcome, text }: Answer,
): Promise<Result<AskedCorrection>> {
  const found = await lockCorrection(tx, id);
  if (found === undefined) return refused(noSuch);
  const { accountId, address: target, field } = found;
  const may = await authorise({ tx }, { actorAccountId, act: 'correction.answer', target: { of: 'account', accountId } });
  if (!may.ok) return may;
  if (found.state !== 'open') return refused(settledAlready);
  if (outcome === 'refused' && text === null) return refused(noReason);
  const changed = outcome === 'carried-out' && field === 'birth-date' ? await correctBirthDate(tx, found) : {};
  await settleCorrection(tx, { id, state: outcome, answer: text, by: actorAccountId });
  const detail = { correctionId: id, field, outcome };
  await recordAct(tx, { actorAccountId, act: 'correction.answer', target, accountId, detail, ...changed });
  await sendNotices?.(tx, [{ accountId, address: target, ...correctionNotice(found, { outcome, text }) }]);
  return ok({ ...found, state: outcome, answer: text });
}

/** Carried out here, since no plan does; what it was and is goes into the audit. */
async function correctBirthDate(tx: Tx, { personId, wanted }: AskedCorrection) {
  const day = dayOfBirth(wanted, vietnamDate(new Date()));
  if (day === null) throw new Error(`a request for correction has no day of birth: ${wanted}`);
  const was = await setBirthDate(tx, personId, day);
  return { before: { birthDate: was }, after: { birthDate: day } };
}

const tooMany = refusalInBoth('limit', {
  vi: `Mỗi người có nhiều nhất ${correctionLimits.openPerPersonMax} đề nghị đang chờ: hãy đợi trả lời hoặc rút bớt`,
  en: `A person has at most ${correctionLimits.openPerPersonMax} requests waiting: wait for an answer or withdraw one`,
});
const noDay = refusalInBoth('invalid', {
  vi: 'Ngày sinh viết như 31/01/1985, trước hôm nay',
  en: 'A date of birth is written as 31/01/1985, and lies before today',
});
const noSuch = refusalInBoth('not-found', { vi: 'Không có đề nghị đính chính này', en: 'There is no such request for correction' });
const settledAlready = refusalInBoth('conflict', {
  vi: 'Đề nghị này đã được trả lời hoặc đã rút',
  en: 'It was answered or withdrawn already',
});
const noReason = refusalInBoth('invalid', { vi: 'Từ chối thì cần nêu lý do', en: 'A refusal takes a reason' });
