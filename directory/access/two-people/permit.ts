import type { AccountId } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { authorise, type Question, readTarget } from '../roles/authorise.ts';
import { type AccessRefusal, accessRefusal, type Permission } from '../roles/decide.ts';
import { claimApproval, markUsed } from './approval-sql.ts';
import { takesTwo } from './takes-two.ts';

export interface PermitDeps {
  readonly tx: Tx;
  /** Whether dangerous acts take two people: `access.twoPeople` of the configuration. */
  readonly twoPeople: boolean;
}

/** An act in full: what a second person approves is this and nothing else. */
export interface AskedAct extends Question {
  /** All that the act depends on besides its target. JSON. */
  readonly request: Readonly<Record<string, unknown>>;
  /** What it is, for the person who is to approve it. */
  readonly shown: string;
}

export interface Permit extends Permission {
  readonly approvalId?: number;
  readonly approvedBy?: AccountId;
}

export interface PermitRefusal extends AccessRefusal {
  /** It would be allowed with a second person: this is what they would approve. Without an actor: somebody has to say who they are first. */
  readonly proposal?: AskedAct;
}

/**
 * As `authorise`, for acts that may take two people: uses up the approval there is for exactly this act by this person. To be asked in the
 * transaction of the act, which a refusal must roll back.
 */
export async function permit({ tx, twoPeople }: PermitDeps, asked: AskedAct): Promise<Result<Permit, PermitRefusal>> {
  const permitted = await authorise({ tx }, asked);
  if (!permitted.ok || !twoPeople) return permitted;
  const { actorAccountId, act, target } = asked;
  if (!takesTwo(act, await readTarget({ tx }, target), permitted.value.by === 'console')) return permitted;
  // Two people are two names: the console has none.
  if (actorAccountId === null) return refused({ ...accessRefusal(whoAreYou, `${act} at the console`), proposal: asked });
  const approval = await claimApproval(tx, { ...asked, actorAccountId });
  if (approval === undefined) return refused({ ...accessRefusal(needsSecond, `${act} without approval`), proposal: asked });
  const stillMay = await authorise({ tx }, { actorAccountId: approval.approvedBy, act, target });
  if (!stillMay.ok) return refused(accessRefusal(approverMayNot, `${act}: approval ${approval.id}, ${stillMay.refusal.detail}`));
  await markUsed(tx, approval.id);
  return ok({ ...permitted.value, approvalId: approval.id, approvedBy: approval.approvedBy });
}

/** What would be allowed with a second person, where that is all that lacks. */
export function proposalIn(refusal: Refusal & { readonly proposal?: AskedAct }): AskedAct | undefined {
  return refusal.proposal;
}

const whoAreYou = {
  vi: 'Việc này cần hai người: hãy cho biết ai đề nghị (--by)',
  en: 'This takes two people: say who proposes it (--by)',
};
const needsSecond = { vi: 'Việc này cần người thứ hai duyệt', en: 'This takes the approval of a second person' };
const approverMayNot = {
  vi: 'Người đã duyệt không còn quyền này: cần đề nghị lại',
  en: 'Whoever approved this may no longer do it: propose it again',
};
