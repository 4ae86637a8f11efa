import { authorise } from '#directory/access/roles/authorise.ts';
import type { AccessAct } from '#directory/access/roles/policy.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type Announcement, problemOf, tidied } from './announcement.ts';
import { type AnnouncementRow, correctRow, countOpen, insertAnnouncement, lockAnnouncement, markEnded } from './announcement-sql.ts';
import { announcementLimits } from './limits.ts';
import { isUnitOfToday } from './unit-sql.ts';

interface By {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly now: Date;
}

/** Shown from its beginning on. */
export async function makeAnnouncement(tx: Tx, { actorAccountId, now }: By, given: Announcement): Promise<Result<AnnouncementRow>> {
  const fit = await isFit(tx, { actorAccountId, now }, given);
  if (!fit.ok) return fit;
  if ((await countOpen(tx, now)) >= announcementLimits.activeMax) return refused(tooMany);
  const made = await insertAnnouncement(tx, fit.value, actorAccountId);
  await record(tx, actorAccountId, 'announcement.make', made);
  return ok(made);
}

/** Until it has begun, or mail was ordered: what people have read is not changed behind them. */
export async function correctAnnouncement(
  tx: Tx,
  { actorAccountId, now }: By,
  id: number,
  given: Announcement,
): Promise<Result<AnnouncementRow>> {
  const fit = await isFit(tx, { actorAccountId, now }, given);
  if (!fit.ok) return fit;
  const present = await lockAnnouncement(tx, id);
  if (present === undefined) return refused(noSuchAnnouncement);
  if (present.endedAt !== null || present.beginsAt <= now || present.mailedAt !== null) return refused(hasBegun);
  const corrected = await correctRow(tx, id, fit.value);
  await record(tx, actorAccountId, 'announcement.correct', corrected);
  return ok(corrected);
}

/** Shown no more, and told to nobody any more. */
export async function endAnnouncement(tx: Tx, { actorAccountId, now }: By, id: number, reason?: string): Promise<Result<AnnouncementRow>> {
  const may = await permitted(tx, actorAccountId, 'announcement.write');
  if (!may.ok) return may;
  const present = await lockAnnouncement(tx, id);
  if (present === undefined) return refused(noSuchAnnouncement);
  if (present.endedAt !== null || present.endsAt <= now) return refused(isOver);
  await markEnded(tx, id, now);
  await record(tx, actorAccountId, 'announcement.end', present, reason);
  return ok({ ...present, endedAt: now });
}

async function isFit(tx: Tx, { actorAccountId, now }: By, given: Announcement): Promise<Result<Announcement>> {
  const may = await permitted(tx, actorAccountId, 'announcement.write');
  if (!may.ok) return may;
  const tidy = tidied(given);
  const wrong = problemOf(tidy, now);
  if (wrong !== null) return refused(refusalInBoth('invalid', wrong));
  return tidy.unitId === null || (await isUnitOfToday(tx, tidy.unitId)) ? ok(tidy) : refused(noSuchUnit);
}

export const permitted = (tx: Tx, actorAccountId: AccountId | null, act: AccessAct) =>
  authorise({ tx }, { actorAccountId, act, target: { of: 'system' } });

function record(
  tx: Tx,
  actorAccountId: AccountId | null,
  act: 'announcement.make' | 'announcement.correct' | 'announcement.end',
  of: AnnouncementRow,
  reason?: string,
) {
  const { id, kind, title, beginsAt, endsAt, unitId, isPublic } = of;
  const detail = {
    announcementId: id,
    kind,
    beginsAt: beginsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    isPublic,
    ...(reason === undefined ? {} : { reason }),
  };
  return recordAct(tx, { actorAccountId, act, target: title, detail, ...(unitId === null ? {} : { unitId }) });
}

export const noSuchAnnouncement = refusalInBoth('not-found', { vi: 'Không có thông báo này', en: 'There is no such announcement' });
export const isOver = refusalInBoth('conflict', { vi: 'Thông báo này đã kết thúc', en: 'This announcement is over' });
const hasBegun = refusalInBoth('conflict', {
  vi: 'Thông báo đã bắt đầu hoặc đã gửi thư nên không sửa được: hãy kết thúc sớm rồi đăng thông báo khác',
  en: 'It has begun or was mailed, and is not corrected any more: end it and make another',
});
const noSuchUnit = refusalInBoth('invalid', { vi: 'Không có đơn vị này', en: 'There is no such unit' });
const tooMany = refusalInBoth('limit', {
  vi: `Cùng lúc nhiều nhất ${announcementLimits.activeMax} thông báo: hãy kết thúc bớt`,
  en: `There are at most ${announcementLimits.activeMax} announcements at once: end some`,
});
