import type { Act } from '#directory/audit/act.ts';
import { recordActs } from '#directory/audit/audit-sql.ts';
import type { AccountId, PersonId, PlanId, UnitId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { changeState, readCertificatesOf } from './certificate-sql.ts';
import { fateOf, type ServiceChange } from './rules.ts';

interface Marking {
  readonly change: ServiceChange;
  readonly effectiveOn: string;
  readonly planId: PlanId;
  /** The number of the decision, say. */
  readonly reason: string | null;
  readonly actorAccountId: AccountId | null;
  readonly origin?: Act['origin'];
}

/** Notes what is to become of every certificate that an event concerns, whichever there are on the day (decision 0022), each with an entry in the audit. */
export async function markCertificates(tx: Tx, { change, effectiveOn, planId, reason, actorAccountId, origin }: Marking): Promise<void> {
  const acts: Act[] = [];
  for (const certificate of await readCertificatesOf(tx, concerned(change), effectiveOn, 'hold')) {
    const fate = fateOf(certificate, change);
    if (fate === null) continue;
    const { id, accountId, address, serial, subject, state: before } = certificate;
    const { state, cause, handOverTo } = fate;
    await changeState(tx, { id, state, since: effectiveOn, cause, reason, planId, handOverTo, by: actorAccountId });
    acts.push({
      ...{ actorAccountId, origin, act: 'certificate.mark', target: address, accountId, planId },
      detail: { effectiveOn, certificateId: id, serial, subject, cause, reason, handOverTo },
      ...{ before: { state: before }, after: { state } },
    });
  }
  await recordActs(tx, acts);
}

/** Whose certificates an event may concern. */
export function concerned(change: ServiceChange): { people: readonly PersonId[]; units: readonly UnitId[] } {
  const { left, renamed, newAddress, endedPosts, heads } = change;
  const people = [left, renamed, newAddress, ...endedPosts.map(({ personId }) => personId)].filter((id) => id !== null);
  return { people: [...new Set(people)], units: heads.map(({ unitId }) => unitId) };
}
