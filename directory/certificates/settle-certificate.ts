import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { AccountId, CertificateId } from '#kernel/ids.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type CertificateState, type KnownCertificate, type Settlement, stateNames } from './certificate.ts';
import { changeState, lockCertificate } from './certificate-sql.ts';
import { settledAs, settledFrom } from './rules.ts';

interface CertificateToSettle {
  readonly id: CertificateId;
  readonly as: Settlement;
  readonly reason: string;
  /** null: at the server's own console. */
  readonly actorAccountId: AccountId | null;
  /** `YYYY-MM-DD` in Vietnam. */
  readonly today: string;
}

export interface SettledCertificate extends Pick<KnownCertificate, 'id' | 'address' | 'serial'> {
  readonly state: CertificateState;
}

/** What was asked for is done, or somebody lost a token: what the authority did is written down. */
export async function settleCertificate(tx: Tx, input: CertificateToSettle): Promise<Result<SettledCertificate>> {
  const { id, as, reason, actorAccountId, today } = input;
  const found = await lockCertificate(tx, id);
  const target = found === undefined ? ({ of: 'system' } as const) : ({ of: 'account', accountId: found.accountId } as const);
  const may = await authorise({ tx }, { actorAccountId, act: 'certificate.manage', target });
  if (!may.ok) return may;
  if (found === undefined) return refused(refusalInBoth('not-found', { vi: 'Không có chứng thư này', en: 'There is no such certificate' }));
  const { state: before, accountId, address, serial, subject } = found;
  if (!(settledFrom[as] as readonly CertificateState[]).includes(before)) return refused(notFrom(before));
  const state = settledAs[as];
  await changeState(tx, { id, state, since: today, cause: null, reason, planId: null, handOverTo: null, by: actorAccountId });
  await recordAct(tx, {
    ...{ actorAccountId, act: 'certificate.settle', target: address, accountId },
    ...{ detail: { certificateId: id, serial, subject, reason }, before: { state: before }, after: { state } },
  });
  return ok({ id, address, serial, state });
}

const notFrom = (state: CertificateState) =>
  refusalInBoth('conflict', {
    vi: `Chứng thư đang ở trạng thái “${stateNames[state].vi}”: không ghi nhận như vậy được`,
    en: `The certificate is “${stateNames[state].en}”: that cannot be said of it`,
  });
