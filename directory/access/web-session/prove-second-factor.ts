import { setTimeout as pause } from 'node:timers/promises';
import type { AccountId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import { secondFactorSubject } from '../rules.ts';
import { parseRecoveryCode, recoveryCodeMac } from './recovery-code.ts';
import { spendRecoveryCode } from './recovery-code-sql.ts';
import { unseal } from './sealed-secret.ts';
import { counterOfCode } from './totp.ts';
import { findTotp, takeCounter } from './totp-sql.ts';
import type { WebDeps } from './web-deps.ts';

/** What somebody shows besides the password. */
export type FactorClaim = { readonly totp: string } | { readonly recoveryCode: string };
type FactorProof = 'totp' | 'recovery-code';

interface Claimed {
  readonly who: { readonly accountId: AccountId; readonly address: string };
  readonly claim: FactorClaim;
  readonly peer: Peer;
}

/**
 * Checks a code. Tries are counted apart from passwords', and alike for every session and sign-in of the account: whoever has the password has
 * five guesses in a quarter of an hour at one in 333,333. A code is taken once.
 */
export async function proveSecondFactor(deps: WebDeps, claimed: Claimed): Promise<Result<FactorProof>> {
  const { throttle, hold } = deps.signIn;
  const { who, peer } = claimed;
  const subjects = throttle.subjects(secondFactorSubject(who.address), peer);
  if (await throttle.isBlocked(subjects)) return turnedDown(deps, claimed, throttled);
  const proof = await proofOf(deps, claimed);
  if (proof === null) {
    const { wasBlocked, delayMs } = await throttle.fail(subjects);
    await (hold ?? pause)(delayMs);
    return turnedDown(deps, claimed, wasBlocked ? throttled : wrongCode);
  }
  return (await throttle.succeed(subjects)) ? ok(proof) : turnedDown(deps, claimed, throttled);
}

async function proofOf(deps: WebDeps, { who: { accountId }, claim }: Claimed): Promise<FactorProof | null> {
  const { database } = deps.signIn;
  if ('recoveryCode' in claim) {
    const code = parseRecoveryCode(claim.recoveryCode);
    return code !== null && (await spendRecoveryCode(database, accountId, recoveryCodeMac(deps.sessionKey, accountId, code)))
      ? 'recovery-code'
      : null;
  }
  const totp = await findTotp(database, accountId);
  if (!totp?.sealed) return null;
  const counter = counterOfCode(unseal(deps.sealKey, accountId, totp.sealed), claim.totp.replace(/\s/g, ''), new Date());
  return counter !== null && (await takeCounter(database, accountId, counter)) ? 'totp' : null;
}

function turnedDown(deps: WebDeps, { who: { accountId }, peer }: Claimed, why: typeof throttled): Result<never> {
  const signedIn = refused(why);
  deps.signIn.heard?.({ service: 'http', peer, accountId, signedIn });
  return signedIn;
}

const throttled = refusal('throttled', 'Too many failed sign-ins, try again later', 'second factor');
const wrongCode = refusal('unauthenticated', 'The code is not right, or was used already', 'second factor');
