import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { lockAutoReplies, type StandingAutoReply, stopAutoReply, updateAutoReply } from './auto-reply-sql.ts';

interface AutoReplyToChange {
  readonly account: { readonly id: AccountId; readonly address: string };
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  readonly reason: string | null;
  /** off: nobody is answered any more. What is left out stays. */
  readonly change: 'off' | { readonly contact?: string | undefined; readonly until?: string | undefined };
  readonly today: string;
}

/** Changes what a plan of leaving or transfer began: whoever may make such a plan may change it. */
export async function changeAutoReply(tx: Tx, input: AutoReplyToChange): Promise<Result<readonly StandingAutoReply[]>> {
  const { account, actorAccountId, change, today } = input;
  const may = await authorise({ tx }, { actorAccountId, act: 'plan.make', target: { of: 'system' } });
  if (!may.ok) return may;
  const standing = await lockAutoReplies(tx, account.id);
  if (standing.length === 0) return refused(refusalInBoth('not-found', nobodyAnswered));
  if (change !== 'off' && change.until !== undefined && change.until < today) return refused(refusalInBoth('invalid', past));
  const after = change === 'off' ? [] : standing.map((one) => changed(one, change));
  for (const one of standing) if (change === 'off') await stopAutoReply(tx, one.id);
  for (const one of after) await updateAutoReply(tx, one);
  await noteChange(tx, input, { standing, after });
  return ok(after);
}

/** Left out is not null: only what was named changes. */
function changed(
  one: StandingAutoReply,
  { contact = one.contact ?? undefined, until = one.until }: Exclude<AutoReplyToChange['change'], 'off'>,
) {
  return { ...one, contact: contact ?? null, until };
}

async function noteChange(
  tx: Tx,
  { account: { id: accountId, address: target }, actorAccountId, reason }: AutoReplyToChange,
  { standing, after }: { readonly standing: readonly StandingAutoReply[]; readonly after: readonly StandingAutoReply[] },
): Promise<void> {
  await recordAct(tx, {
    ...{ actorAccountId, act: 'account.change-auto-reply', target, accountId },
    ...{ before: { autoReplies: standing }, after: { autoReplies: after }, detail: reason === null ? {} : { reason } },
  });
}

const nobodyAnswered = {
  vi: 'Không có trả lời tự động nào cho hộp thư này',
  en: 'Nobody who writes to that mailbox is answered',
};
const past = { vi: 'Ngày đã qua; để thôi trả lời dùng --off', en: 'That day is past: to answer nobody say --off' };
