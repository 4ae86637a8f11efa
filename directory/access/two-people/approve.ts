import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { approvalLimits } from '../limits.ts';
import { lockHolders } from '../roles/assignment-sql.ts';
import { authorise, type Target } from '../roles/authorise.ts';
import { policy } from '../roles/policy.ts';
import { countOpenProposals, findOpenProposal, insertProposal, lockProposal, markApproved, type Proposal } from './approval-sql.ts';
import type { AskedAct } from './permit.ts';

interface NewProposal {
  readonly asked: AskedAct & { readonly actorAccountId: AccountId };
  readonly reason: string;
}

/** Puts an act before a second person. Proposing the same again is the same proposal. */
export async function proposeAct(tx: Tx, { asked, reason }: NewProposal): Promise<Result<{ readonly approvalId: number }>> {
  const why = reason.normalize('NFC').trim();
  if (why === '' || why.length > approvalLimits.reasonCharactersMax)
    return refused(
      refusalInBoth('invalid', {
        vi: `Đề nghị cần lý do, nhiều nhất ${approvalLimits.reasonCharactersMax} ký tự`,
        en: `A proposal gives its reason in at most ${approvalLimits.reasonCharactersMax} characters`,
      }),
    );
  if (!isPlainText(why))
    return refused(refusalInBoth('invalid', { vi: 'Lý do là một dòng chữ thường', en: 'A reason is one line of plain text' }));
  const { actorAccountId, act } = asked;
  await lockHolders(tx, [actorAccountId]); // proposals of one person take turns
  const may = await authorise({ tx }, asked);
  if (!may.ok) return may;
  const same = await findOpenProposal(tx, asked);
  if (same !== undefined) return ok({ approvalId: same });
  if ((await countOpenProposals(tx, actorAccountId)) >= approvalLimits.openPerPersonMax)
    return refused(
      refusalInBoth('limit', { vi: 'Đang có quá nhiều đề nghị của bạn chờ duyệt', en: 'Too many proposals of yours are open' }),
    );
  const approvalId = await insertProposal(tx, { ...asked, reason: why });
  await recordAct(tx, {
    actorAccountId,
    act: 'approval.propose',
    target: asked.shown,
    detail: { approvalId, act, reason: why },
    ...about(asked),
  });
  return ok({ approvalId });
}

/** A second person's word: somebody else, who may do the act themselves, while whoever proposed it still may. */
export async function approveAct(
  tx: Tx,
  { approvalId, approverAccountId }: { readonly approvalId: number; readonly approverAccountId: AccountId },
): Promise<Result<Proposal>> {
  const proposal = await lockProposal(tx, approvalId, approverAccountId);
  if (proposal === undefined || proposal.isOver)
    return refused(refusalInBoth('not-found', { vi: 'Không có đề nghị này, hoặc đã xong hay hết hạn', en: 'No such proposal is open' }));
  if (proposal.isApproved)
    return refused(refusalInBoth('conflict', { vi: 'Đề nghị đã được duyệt', en: 'The proposal is approved already' }));
  if (proposal.isOfSamePerson)
    return refused(
      refusalInBoth('forbidden', { vi: 'Không ai tự duyệt đề nghị của chính mình', en: 'Nobody approves what they proposed themselves' }),
    );
  for (const actorAccountId of [approverAccountId, proposal.actorAccountId]) {
    const may = await authorise({ tx }, { ...proposal, actorAccountId });
    if (!may.ok) return may;
  }
  await markApproved(tx, approvalId, approverAccountId);
  const detail = { approvalId, act: proposal.act, what: policy[proposal.act].vi };
  await recordAct(tx, { actorAccountId: approverAccountId, act: 'approval.approve', target: proposal.shown, detail, ...about(proposal) });
  return ok(proposal);
}

/** So that the audit finds it under the account it is about. */
function about({ target }: { readonly target: Target }): { readonly accountId?: AccountId } {
  return 'accountId' in target ? { accountId: target.accountId } : {};
}
