import { cameFrom } from '#directory/audit/act-origin.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import type { Peer } from '#kernel/session.ts';
import type { SignInDeps } from '../sign-in.ts';
import type { Identity } from './identity.ts';
import type { WhyNobody } from './owner-of-identity.ts';

export interface RefusedIdentity {
  readonly identity: Identity;
  readonly why: WhyNobody;
  /** Whose it would have been. */
  readonly accountId: AccountId | null;
  readonly address: string | null;
  readonly peer: Peer;
}

/** Notes in the audit why somebody whom the provider knows is nobody here, and answers with the one sentence that all of them hear. */
export async function refusedIdentity({ database }: Pick<SignInDeps, 'database'>, refused: RefusedIdentity): Promise<Refusal> {
  const { identity, why, accountId, address, peer } = refused;
  const { issuer, subject, address: claimed } = identity;
  await inTransaction(database, async (tx) => {
    cameFrom(tx, { via: 'http', peer: peer.address, credential: { kind: 'none', reason: 'sso' } });
    const detail = { why, issuer, subject, ...(claimed === null ? {} : { claimed }) };
    await recordAct(tx, { actorAccountId: null, act: 'session.refuse-sso', target: address, accountId: accountId ?? undefined, detail });
  });
  return refusalInBoth('unauthenticated', notKnown, `sso: ${why}`);
}

const notKnown = {
  vi: 'Tài khoản đăng nhập một lần (SSO) này không mở được hộp thư công vụ nào. Hãy đăng nhập bằng mật khẩu, hoặc hỏi quản trị của đơn vị',
  en: 'That single sign-on account opens no official mailbox here. Sign in with your password, or ask your unit’s administrator',
};
