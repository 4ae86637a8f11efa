import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { endWebSessionsOf, markWebSessionEnded } from './web-session-sql.ts';

interface Owner {
  /** Of the session it is done in. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly address: string;
}

/** Signs out from afar: the next request there is refused. */
export async function endOwnWebSession(tx: Tx, { owner, id }: { readonly owner: Owner; readonly id: string }): Promise<Result<void>> {
  const { accountId, address: target } = owner;
  if (!(await markWebSessionEnded(tx, id, accountId))) return refused(noSuch);
  if (id !== owner.id) await recordAct(tx, { actorAccountId: accountId, act: 'session.end', target, accountId, detail: { sessionId: id } });
  return ok();
}

/** Everywhere but here. Answers how many ended. */
export async function endOtherWebSessions(tx: Tx, { id, accountId, address: target }: Owner): Promise<Result<number>> {
  const ended = await endWebSessionsOf(tx, accountId, id);
  if (ended > 0) await recordAct(tx, { actorAccountId: accountId, act: 'session.end', target, accountId, detail: { ended } });
  return ok(ended);
}

const noSuch = refusalInBoth('not-found', { vi: 'Không có phiên này', en: 'There is no such session' });
