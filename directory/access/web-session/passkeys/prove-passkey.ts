import { setTimeout as pause } from 'node:timers/promises';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { Tx } from '#kernel/tx.ts';
import { passkeySubject } from '../../rules.ts';
import type { ThrottleSubjects } from '../../sign-in-throttle-sql.ts';
import type { WebDeps } from '../web-deps.ts';
import type { ChallengeUse } from './challenge.ts';
import { findPasskey, holdPasskey, noteUse, type PasskeyRow } from './passkey-sql.ts';
import type { RelyingParty } from './relying-party.ts';
import { spendChallenge } from './spent-challenge-sql.ts';
import { type Assertion, type VerifiedAssertion, verifyAssertion } from './verify-assertion.ts';

export interface PasskeyClaim {
  readonly shown: Assertion;
  readonly use: ChallengeUse;
  readonly party: RelyingParty;
  readonly peer: Peer;
  /** Whose it has to be; left out: whosever it is. */
  readonly ofAccount?: AccountId;
}

/**
 * Whose passkey it is, if all of it holds; the proof is used up by that. Outside, one that is unknown, wrong, used up or of a locked account is one
 * answer. Failures are counted by network, and by account where the key is one of ours: apart from passwords', so guessing those shuts out nobody here.
 */
export async function provePasskey(deps: WebDeps, claim: PasskeyClaim): Promise<Result<PasskeyRow>> {
  const { throttle, database } = deps.signIn;
  const passkey = await findPasskey(database, Buffer.from(claim.shown.id, 'base64url'), claim.party.id);
  const subjects = throttle.subjects(passkey === undefined ? null : passkeySubject(passkey.address), claim.peer);
  if (await throttle.isBlocked(subjects)) return turnedDown(deps, claim, passkey, throttled);
  if (passkey === undefined || !(await isProved(deps, claim, passkey))) return await failed(deps, claim, subjects, passkey);
  return (await throttle.succeed(subjects)) ? ok(passkey) : turnedDown(deps, claim, passkey, throttled);
}

async function isProved({ sessionKey: key, signIn }: WebDeps, claim: PasskeyClaim, passkey: PasskeyRow): Promise<boolean> {
  const { shown, use, party, ofAccount = passkey.accountId } = claim;
  if (passkey.accountId !== ofAccount) return false;
  const verified = await verifyAssertion(shown, passkey, { key, use, party });
  return verified !== null && (await inTransaction(signIn.database, (tx) => useUp(tx, { claim, passkey, verified })));
}

interface Used {
  readonly claim: PasskeyClaim;
  readonly passkey: PasskeyRow;
  readonly verified: VerifiedAssertion;
}

/** L3 §7.2 step 22: a counter that does not go up means that there are two of that key, and who has the other is not known. */
async function useUp(tx: Tx, { claim: { peer, use }, passkey, verified }: Used): Promise<boolean> {
  if (!(await spendChallenge(tx, verified.challenge))) return false;
  if (await noteUse(tx, passkey.id, verified)) return true;
  const before = await holdPasskey(tx, passkey.id);
  if (before === undefined) return false; // removed meanwhile
  const { accountId, address: target, id: passkeyId, name } = passkey;
  const origin = { via: 'http', peer: peer.address, credential: { kind: 'none', reason: `passkey ${passkeyId}` } } as const;
  const detail = { passkeyId, name, purpose: use.purpose, counter: verified.counter, before };
  await recordAct(tx, { actorAccountId: null, origin, act: 'account.refuse-passkey', target, accountId, detail });
  return false;
}

async function failed(deps: WebDeps, claim: PasskeyClaim, subjects: ThrottleSubjects, passkey?: PasskeyRow): Promise<Result<never>> {
  const { wasBlocked, delayMs } = await deps.signIn.throttle.fail(subjects);
  await (deps.signIn.hold ?? pause)(delayMs);
  return turnedDown(deps, claim, passkey, wasBlocked ? throttled : unproved);
}

function turnedDown(deps: WebDeps, { peer }: PasskeyClaim, passkey: PasskeyRow | undefined, why: typeof throttled): Result<never> {
  const signedIn = refused(why);
  deps.signIn.heard?.({ service: 'http', peer, accountId: passkey?.accountId ?? null, signedIn });
  return signedIn;
}

const throttled = refusal('throttled', 'Too many failed sign-ins, try again later', 'passkey');
const unproved = refusal('unauthenticated', 'Invalid credentials', 'passkey');
