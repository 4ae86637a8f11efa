import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import { signIn } from '../sign-in.ts';
import { proveSecondFactor } from './prove-second-factor.ts';
import { hearingFailures } from './sign-in-on-web.ts';
import type { WebProof } from './tables.ts';
import type { WebDeps } from './web-deps.ts';
import { noteProof } from './web-session-sql.ts';

interface StepUp {
  readonly session: { readonly id: string; readonly accountId: AccountId; readonly address: string };
  readonly claim: { readonly password: string } | { readonly totp: string };
  readonly peer: Peer;
}

/** Whoever sits there shows again that they are whose session it is: dangerous acts are theirs for ten minutes. */
export async function stepUp(deps: WebDeps, { session, claim, peer }: StepUp): Promise<Result<void>> {
  const proof =
    'totp' in claim ? await proveSecondFactor(deps, { who: session, claim, peer }) : await provePassword(deps, session, claim, peer);
  if (!proof.ok) return proof;
  await noteProof(deps.signIn.database, session.id, proof.value);
  return ok();
}

async function provePassword(
  deps: WebDeps,
  { accountId, address: username }: StepUp['session'],
  { password }: { readonly password: string },
  peer: Peer,
): Promise<Result<WebProof>> {
  const signedIn = await signIn(hearingFailures(deps.signIn), { username, password, peer, service: 'http', toChangePassword: true });
  if (!signedIn.ok) return signedIn;
  if (signedIn.value.actor.accountId === accountId) return ok('password');
  return refused(refusal('unauthenticated', 'Invalid credentials', "another's"));
}
