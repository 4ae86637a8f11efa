import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockAnnouncement, markMailed } from './announcement-sql.ts';
import { noteRecipients } from './notice-sql.ts';
import { isOver, noSuchAnnouncement, permitted } from './write-announcement.ts';

interface Order {
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly id: number;
  readonly now: Date;
}

/** Orders mail to everybody it is for, once; they are told little by little from now on. Answers how many. */
export async function mailAnnouncement(
  tx: Tx,
  { actorAccountId, id, now }: Order,
): Promise<Result<{ readonly title: string; readonly recipients: number }>> {
  const may = await permitted(tx, actorAccountId, 'announcement.mail');
  if (!may.ok) return may;
  const present = await lockAnnouncement(tx, id);
  if (present === undefined) return refused(noSuchAnnouncement);
  const { title, unitId, mailedAt, endedAt, endsAt } = present;
  if (endedAt !== null || endsAt <= now) return refused(isOver);
  if (mailedAt !== null) return refused(isMailed);
  const recipients = await noteRecipients(tx, id, unitId);
  if (recipients === 0) return refused(nobody);
  await markMailed(tx, id, now);
  const detail = { announcementId: id, recipients };
  await recordAct(tx, { actorAccountId, act: 'announcement.mail', target: title, detail, ...(unitId === null ? {} : { unitId }) });
  return ok({ title, recipients });
}

const isMailed = refusalInBoth('conflict', { vi: 'Thông báo này đã được gửi thư', en: 'This announcement was mailed already' });
const nobody = refusalInBoth('conflict', { vi: 'Không có hộp thư nào để gửi tới', en: 'There is no mailbox that it would reach' });
