import { recordAct } from '#directory/audit/audit-sql.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { noteAccountUse } from '../../account-use-sql.ts';
import { type Browser, type OpenedWebSession, openWebSession } from '../open-web-session.ts';
import { findFirstStep, spendFirstStep } from '../sign-in-on-web.ts';
import type { WebDeps } from '../web-deps.ts';
import { makeChallenge } from './challenge.ts';
import { assertionOptions } from './passkey-options.ts';
import { holdPasskey } from './passkey-sql.ts';
import { provePasskey } from './prove-passkey.ts';
import type { RelyingParty } from './relying-party.ts';
import type { Assertion } from './verify-assertion.ts';

interface AtSignIn {
  readonly party: RelyingParty;
  /** What tells this browser from others, in a cookie of its own: what is answered in one opens nothing in another. */
  readonly place: string;
}

/** For whoever it will be: no address is asked for, and none is told. */
export function offerPasskeySignIn({ sessionKey }: Pick<WebDeps, 'sessionKey'>, { party, place }: AtSignIn) {
  const challenge = makeChallenge(sessionKey, { purpose: 'sign-in', place }, new Date());
  return assertionOptions({ party, challenge, known: [] });
}

/**
 * A session for whose passkey it is: the device is one factor, and that it knew its user another, so no code is asked for besides. `pending`: what
 * the cookie of a first step holds, by password or the identity provider; of the same account it is finished by this, of another it is let be.
 */
export async function signInByPasskey(
  deps: WebDeps,
  { shown, party, place, pending, ...browser }: Browser & AtSignIn & { readonly shown: Assertion; readonly pending: string },
): Promise<Result<OpenedWebSession>> {
  const { peer } = browser;
  const proved = await provePasskey(deps, { shown, use: { purpose: 'sign-in', place }, party, peer });
  if (!proved.ok) return proved;
  const { id: passkeyId, name, accountId, personId, address: target, passwordVersion, isUseOld } = proved.value;
  if (isUseOld) await noteAccountUse(deps.signIn.database, accountId);
  const awaited = await findFirstStep(deps, pending);
  const first = awaited?.accountId === accountId ? awaited : null;
  const who = { accountId, personId, address: target, passwordVersion, proofs: [...(first?.proofs ?? []), 'passkey'] as const };
  const opened = await openWebSession(deps, who, browser, async (tx, id) => {
    // Who removes it ends what it opened: a session opened a moment later would stay.
    if ((await holdPasskey(tx, passkeyId)) === undefined) return false;
    if (first !== null && !(await spendFirstStep(tx, first))) return false;
    const origin = { via: 'http', peer: peer.address, credential: { kind: 'web-session', id } } as const;
    await recordAct(tx, { actorAccountId: accountId, origin, act: 'account.use-passkey', target, accountId, detail: { passkeyId, name } });
    return true;
  });
  return opened === null ? refused(removed) : ok(opened);
}

const removed = refusal('unauthenticated', 'Invalid credentials', 'the passkey was removed meanwhile');
