import type { AccountId } from '#kernel/ids.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { WebDeps } from '../web-deps.ts';
import { noteProof } from '../web-session-sql.ts';
import { makeChallenge } from './challenge.ts';
import { listKnownAt } from './passkey-list-sql.ts';
import { assertionOptions } from './passkey-options.ts';
import { provePasskey } from './prove-passkey.ts';
import type { RelyingParty } from './relying-party.ts';
import type { Assertion } from './verify-assertion.ts';

interface Within {
  readonly session: { readonly id: string; readonly accountId: AccountId };
  readonly party: RelyingParty;
}

/** What to ask the device for: one of the owner's own; none of them: there is none here. */
export async function offerPasskeyStepUp({ sessionKey, signIn }: WebDeps, { session, party }: Within) {
  const known = await listKnownAt(signIn.database, session.accountId, party.id);
  const challenge = makeChallenge(sessionKey, { purpose: 'step-up', place: session.id }, new Date());
  return assertionOptions({ party, challenge, known });
}

/** As `stepUp`, by a passkey of the session's owner. */
export async function stepUpByPasskey(
  deps: WebDeps,
  { session, party, shown, peer }: Within & { readonly shown: Assertion; readonly peer: Peer },
): Promise<Result<void>> {
  const use = { purpose: 'step-up', place: session.id } as const;
  const proved = await provePasskey(deps, { shown, use, party, peer, ofAccount: session.accountId });
  if (!proved.ok) return proved;
  await noteProof(deps.signIn.database, session.id, 'passkey');
  return ok();
}
