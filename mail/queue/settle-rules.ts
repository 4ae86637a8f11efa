import type { QueueRecipientId } from '#kernel/ids.ts';
import { type NoticeAction, wantsNotice } from './notice-rules.ts';
import type { Answer, Claim, Outcome, QueuedRecipient } from './queued-message.ts';
import { afterDeferral, type RetrySchedule } from './retry-rules.ts';

/** What becomes of one recipient's row. */
export interface RecipientChange {
  readonly id: QueueRecipientId;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly nextAttemptAt: Date;
  readonly answer: Answer;
  readonly delayNotified: boolean;
}

/** What a notice says of one recipient. */
export interface NoticeRecipient {
  readonly id: QueueRecipientId;
  readonly address: string;
  readonly originalRecipient: string | null;
  readonly answer: Answer;
}

/** Changes that are stored in one transaction, with the notice that must not be lost or doubled. */
export interface Settlement {
  readonly changes: readonly RecipientChange[];
  readonly notice: { readonly action: NoticeAction; readonly recipients: readonly NoticeRecipient[] } | null;
}

interface Verdict {
  readonly change: RecipientChange;
  readonly action: NoticeAction | null;
  readonly recipient: QueuedRecipient;
}

/**
 * The outcomes of one hand-over as rows to write and notices to send. What needs no notice comes first and apart, so
 * that a notice which cannot be stored never causes a delivered message to be sent again.
 */
export function settlementsOf(
  claim: Claim,
  outcomes: ReadonlyMap<QueueRecipientId, Outcome>,
  at: { now: Date; schedule: RetrySchedule; random: number },
): Settlement[] {
  const verdicts = claim.recipients.flatMap((recipient) => {
    const outcome = outcomes.get(recipient.id);
    return outcome === undefined ? [] : [verdictOf(claim, recipient, outcome, at)];
  });
  const settlements: Settlement[] = [];
  for (const action of [null, 'relayed', 'failed', 'delayed'] as const) {
    const group = verdicts.filter((verdict) => verdict.action === action);
    if (group.length === 0) continue;
    const changes = group.map((verdict) => verdict.change);
    settlements.push({ changes, notice: action === null ? null : { action, recipients: group.map(noticeRecipientOf) } });
  }
  return settlements;
}

function verdictOf(
  claim: Claim,
  recipient: QueuedRecipient,
  outcome: Outcome,
  at: { now: Date; schedule: RetrySchedule; random: number },
): Verdict {
  const { answer } = outcome;
  const base = { id: recipient.id, nextAttemptAt: at.now, answer, delayNotified: false };
  const tell = (action: NoticeAction) => (wantsNotice(action, recipient.notify, claim.envelopeFrom) ? action : null);
  if (outcome.kind === 'delivered')
    return { change: { ...base, state: 'delivered' }, action: outcome.dsnPassedOn ? null : tell('relayed'), recipient };
  if (outcome.kind === 'refused') return { change: { ...base, state: 'failed' }, action: tell('failed'), recipient };
  const next = afterDeferral(
    {
      now: at.now,
      createdAt: claim.createdAt,
      expiresAt: claim.expiresAt,
      attempts: recipient.attempts,
      relayUnreachable: outcome.unreachable,
      retryInMs: outcome.retryInMs ?? null,
      delayNotifiedAt: recipient.delayNotifiedAt,
    },
    at.schedule,
    at.random,
  );
  // RFC 3463 §3.5: X.4.7 delivery time expired. The last reply is still the reason to show.
  if (next.kind === 'expired')
    return { change: { ...base, state: 'failed', answer: { ...answer, status: '4.4.7' } }, action: tell('failed'), recipient };
  const action = next.isLate ? tell('delayed') : null;
  return { change: { ...base, state: 'waiting', nextAttemptAt: next.at, delayNotified: action !== null }, action, recipient };
}

function noticeRecipientOf({ change, recipient }: Verdict): NoticeRecipient {
  return { id: recipient.id, address: recipient.address, originalRecipient: recipient.originalRecipient, answer: change.answer };
}

/**
 * The same without its notice, for when that cannot be stored: delivered stays delivered (sending twice is worse than an
 * unconfirmed success); a failure waits for another try, since its sender must not be left without a word.
 */
export function withoutNotice(settlement: Settlement, retryAt: Date): Settlement {
  const changes = settlement.changes.map((change) =>
    change.state === 'failed' ? { ...change, state: 'waiting' as const, nextAttemptAt: retryAt } : { ...change, delayNotified: false },
  );
  return { changes, notice: null };
}
