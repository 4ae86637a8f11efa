import { setTimeout as sleep } from 'node:timers/promises';
import { type QueueLog, queueEvents } from './events.ts';
import { queueLimits } from './limits.ts';
import type { Claim } from './queued-message.ts';
import type { RetrySchedule } from './retry-rules.ts';
import { type SettleDeps, settle } from './settle.ts';
import { type Settlement, settlementsOf, withoutNotice } from './settle-rules.ts';
import type { Outcomes } from './transport.ts';

export interface StoreOutcomesDeps extends SettleDeps {
  readonly schedule: RetrySchedule;
  readonly settleRetryMs: number;
  readonly log: QueueLog;
  readonly readOctets: () => Promise<Buffer[]>;
}

/** Stores what became of a hand-over, trying again while the database does not answer: forgetting a success would send it twice. */
export async function storeOutcomes(deps: StoreOutcomesDeps, claim: Claim, outcomes: Outcomes, now: Date): Promise<void> {
  for (const settlement of settlementsOf(claim, outcomes, { now, schedule: deps.schedule, random: Math.random() })) {
    const lost = await storeOne(deps, claim, settlement, now);
    if (lost > 0) deps.log.warn({ messageId: claim.messageId, recipients: lost }, queueEvents.leaseLost);
    report(deps.log, claim, settlement);
  }
}

async function storeOne(deps: StoreOutcomesDeps, claim: Claim, settlement: Settlement, now: Date): Promise<number> {
  if (settlement.notice === null) return persistently(deps, () => settle(deps, claim, settlement, { original: empty, now }));
  try {
    const original = Buffer.concat(await deps.readOctets());
    return await persistently(deps, () => settle(deps, claim, settlement, { original, now }));
  } catch (err) {
    deps.log.error({ messageId: claim.messageId, err }, queueEvents.noticeFailed);
    const retryAt = new Date(now.getTime() + deps.schedule.unreachableDelayMsMax);
    return persistently(deps, () => settle(deps, claim, withoutNotice(settlement, retryAt), { original: empty, now }));
  }
}

const empty = Buffer.alloc(0);

async function persistently<T>(deps: StoreOutcomesDeps, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (err) {
      if (tries >= queueLimits.settleTriesMax) throw err;
      deps.log.warn({ err }, queueEvents.databaseFailed);
      await sleep(deps.settleRetryMs);
    }
  }
}

const eventOf = { delivered: queueEvents.handedOver, waiting: queueEvents.deferred, failed: queueEvents.failed } as const;

function report(log: QueueLog, claim: Claim, settlement: Settlement): void {
  for (const state of ['delivered', 'waiting', 'failed'] as const) {
    const changes = settlement.changes.filter((one) => one.state === state);
    const first = changes[0];
    if (first === undefined) continue;
    const { host, reply } = first.answer;
    const fields = { messageId: claim.messageId, domain: claim.domain, recipients: changes.length, host, reply };
    if (state === 'failed') log.warn(fields, eventOf[state]);
    else log.info(fields, eventOf[state]);
  }
}
