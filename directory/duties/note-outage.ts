import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { type InBoth, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { outageLimits } from './limits.ts';
import { endOutageAt, insertOutage, lockOpenOutage, type OutageRow } from './outage-sql.ts';

interface ToNote {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly kind: 'planned' | 'unplanned';
  readonly beginsAt: Date;
  /** null: it goes on. */
  readonly endsAt: Date | null;
  readonly note: string;
  readonly now: Date;
}

/** Notes when the system was not there, or will not be: what the program cannot see by itself, or what was planned. */
export async function noteOutage(tx: Tx, { actorAccountId, now, ...given }: ToNote): Promise<Result<OutageRow>> {
  const permitted = await mayNote(tx, actorAccountId);
  if (!permitted.ok) return permitted;
  const note = given.note.normalize('NFC').trim();
  const wrong = problemOf({ ...given, note }, now);
  if (wrong !== null) return refused(refusalInBoth('invalid', wrong));
  if (given.endsAt === null && (await lockOpenOutage(tx)) !== undefined) return refused(refusalInBoth('conflict', goesOn));
  const outage = { ...given, note };
  const id = await insertOutage(tx, outage, actorAccountId);
  const { beginsAt, endsAt, kind } = outage;
  const detail = { outageId: id, kind, beginsAt: beginsAt.toISOString(), ...(endsAt && { endsAt: endsAt.toISOString() }) };
  await recordAct(tx, { actorAccountId, act: 'outage.note', target: note, detail });
  return ok({ id, ...outage });
}

/** Ends the outage that goes on. */
export async function endOutage(
  tx: Tx,
  { actorAccountId, endsAt, now }: Pick<ToNote, 'actorAccountId' | 'now'> & { readonly endsAt: Date },
): Promise<Result<OutageRow>> {
  const permitted = await mayNote(tx, actorAccountId);
  if (!permitted.ok) return permitted;
  const open = await lockOpenOutage(tx);
  if (open === undefined) return refused(refusalInBoth('conflict', noneOpen));
  if (endsAt <= open.beginsAt) return refused(refusalInBoth('invalid', endsFirst));
  if (endsAt > now) return refused(refusalInBoth('invalid', inFuture));
  await endOutageAt(tx, open.id, endsAt);
  await recordAct(tx, {
    actorAccountId,
    act: 'outage.end',
    target: open.note,
    detail: { outageId: open.id, endsAt: endsAt.toISOString() },
  });
  return ok({ ...open, endsAt });
}

const mayNote = (tx: Tx, actorAccountId: AccountId | null) =>
  authorise({ tx }, { actorAccountId, act: 'outage.note', target: { of: 'system' } });

function problemOf({ kind, beginsAt, endsAt, note }: Omit<ToNote, 'actorAccountId' | 'now'>, now: Date): InBoth | null {
  if (note === '' || note.length > outageLimits.noteCharactersMax || !isPlainText(note)) return badNote;
  if (endsAt !== null && endsAt <= beginsAt) return endsFirst;
  if (kind === 'planned' && endsAt === null) return noEnd;
  return kind === 'unplanned' && (endsAt ?? beginsAt) > now ? inFuture : null;
}

const badNote: InBoth = {
  vi: `Ghi chú là một dòng chữ, nhiều nhất ${outageLimits.noteCharactersMax} ký tự`,
  en: `The note is one line of at most ${outageLimits.noteCharactersMax} characters`,
};
const endsFirst: InBoth = { vi: 'Lúc kết thúc phải sau lúc bắt đầu', en: 'An outage ends after it begins' };
const noEnd: InBoth = { vi: 'Ngừng theo kế hoạch phải có lúc kết thúc', en: 'A planned outage has an end' };
const inFuture: InBoth = { vi: 'Chỉ ngừng theo kế hoạch mới ở tương lai', en: 'Only a planned outage is yet to come' };
const goesOn: InBoth = { vi: 'Đang ghi nhận một lần ngừng chưa kết thúc', en: 'An outage goes on already: end it first' };
const noneOpen: InBoth = { vi: 'Không có lần ngừng nào chưa kết thúc', en: 'No outage goes on' };
