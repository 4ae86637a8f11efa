import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#io/database.ts';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import type { AccessGeneration } from './access-generation.ts';
import { noteAccountUse } from './account-use-sql.ts';
import { isAppPassword, parseAppPassword } from './app-password.ts';
import { findAppPassword, noteAppPasswordUse } from './app-password-sql.ts';
import type { Argon2id } from './argon2id.ts';
import { effectiveRights } from './grants.ts';
import { credentialLimits, throttleLimits } from './limits.ts';
import { isFirstPasswordOver, isPasswordOver, type PasswordRules } from './password-age.ts';
import { canonicalLocalPart } from './rules.ts';
import { findSignInAccount, replaceHash, type SignInAccount } from './sign-in-sql.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import type { ThrottleSubjects } from './sign-in-throttle-sql.ts';
import type { VerifiedCache } from './verified-cache.ts';

export interface SignInDeps {
  readonly database: Database;
  readonly argon2id: Argon2id;
  readonly throttle: SignInThrottle;
  readonly verified: VerifiedCache;
  readonly generation: AccessGeneration;
  /** Of the server, not of the database. */
  readonly appPasswordKey: Buffer;
  /** Left out: no password grows old. */
  readonly passwordRules?: PasswordRules;
  /** Holds a refusal back; replaced in tests. */
  readonly hold?: (ms: number) => Promise<void>;
  /** Told of every outcome, after the work: for the audit. It must not throw. */
  readonly heard?: (outcome: SignInOutcome) => void;
}

export type SignInService = 'imap' | 'pop3' | 'smtp' | 'sieve' | 'ldap' | 'http' | 'console';

/** Where a person sits, who can show a second factor besides. Mail programs cannot: with one on, they take app passwords alone. */
const forPeople: ReadonlySet<SignInService> = new Set(['http', 'console']);

export interface SignInAttempt {
  /** A whole address: primary or a live alias. */
  readonly username: string;
  readonly password: string;
  readonly peer: Peer;
  readonly service: SignInService;
  /** To change the password, and nothing else: one that is over is proof enough for that, an app password is none. */
  readonly toChangePassword?: boolean;
}

/** A session and what `recheckSession` needs of its proof. */
export interface SignedInSession extends Session {
  /** When the chosen password that proved it was set, to the microsecond; null for an app password. */
  readonly passwordVersion: string | null;
}

/** What came of an attempt. Neither name nor password is in it: of one that failed, either may be a password. */
export interface SignInOutcome {
  readonly service: SignInService;
  readonly peer: Peer;
  /** Whose address was named; null: nobody's. */
  readonly accountId: AccountId | null;
  readonly signedIn: Result<SignedInSession>;
}

type Proven = Omit<SignedInSession, 'accessGeneration'>;

/** What proves who it is, and what else the proof says. */
interface Proof {
  readonly proven: Proven;
  /** The password has to be changed first. */
  readonly isOver: boolean;
  readonly isUseOld: boolean;
  /** It is a chosen password, and there is a second factor. */
  readonly isHalf: boolean;
}

/** Checks a name and password. Outside, unknown, wrong and locked are one answer after the same work. */
export async function signIn(deps: SignInDeps, attempt: SignInAttempt): Promise<Result<SignedInSession>> {
  const named = await findNamed(deps, attempt.username);
  const signedIn = await signInNamed(deps, attempt, named);
  deps.heard?.({ service: attempt.service, peer: attempt.peer, accountId: named.account?.id ?? null, signedIn });
  return signedIn;
}

async function signInNamed(deps: SignInDeps, attempt: SignInAttempt, { account, name }: Named): Promise<Result<SignedInSession>> {
  const subjects = deps.throttle.subjects(account?.address ?? name, attempt.peer);
  if (await deps.throttle.isBlocked(subjects)) return refused(throttled(attempt));
  if (!(await deps.generation.refresh())) return refused(refusal('unavailable', 'Sign-in is not possible at the moment'));
  // Read before the proof is looked at: a change while we look moves it past what the session says.
  const accessGeneration = deps.generation.current();
  const proof = await prove(deps, account, attempt);
  if (!proof.ok) return proof;
  if (proof.value === null) return turnDown(deps, attempt, subjects);
  const { proven, isOver, isUseOld, isHalf } = proof.value;
  if (isHalf && !forPeople.has(attempt.service)) return notEnough(deps, attempt);
  if (!(await deps.throttle.succeed(subjects))) return refused(throttled(attempt));
  // Only who has the right password hears that it is over.
  if (isOver && attempt.toChangePassword !== true) return refused(over(deps, attempt));
  if (proven.credential.kind === 'app-password') await noteAppPasswordUse(deps.database, proven.credential.id);
  if (isUseOld) await noteAccountUse(deps.database, proven.actor.accountId);
  return ok({ ...proven, accessGeneration });
}

const over = ({ passwordRules }: SignInDeps, { service }: SignInAttempt): Refusal =>
  refusal('expired', `Password has expired, choose another at ${passwordRules?.changeAt}`, `by ${service}`);

const throttled = ({ service }: SignInAttempt): Refusal =>
  refusal('throttled', 'Too many failed sign-ins, try again later', `by ${service}`);

async function turnDown(deps: SignInDeps, attempt: SignInAttempt, subjects: ThrottleSubjects): Promise<Result<never>> {
  const { wasBlocked, delayMs } = await deps.throttle.fail(subjects);
  await (deps.hold ?? pause)(delayMs);
  if (wasBlocked) return refused(throttled(attempt));
  return refused(refusal('unauthenticated', 'Invalid credentials', `by ${attempt.service}`));
}

/**
 * A right password that opens no mailbox, since there is a second factor. Answered as a wrong one but not counted: a mail program that still has
 * it would shut its owner out of the web, and who guesses learns no more of it here than there, where a right one is asked for the code.
 */
async function notEnough(deps: SignInDeps, { service }: SignInAttempt): Promise<Result<never>> {
  await (deps.hold ?? pause)(throttleLimits.delayMsMin);
  return refused(refusal('unauthenticated', 'Invalid credentials', `by ${service}: there is a second factor, it takes an app password`));
}

/** The account named, and the name to count failures under where there is none; both absent when it is no address. */
interface Named {
  readonly account: SignInAccount | null;
  readonly name: string | null;
}

async function findNamed(deps: SignInDeps, username: string): Promise<Named> {
  const parsed = parseEmailAddress(username);
  if (!parsed.ok) return { account: null, name: null };
  const localPart = canonicalLocalPart(parsed.value);
  const account = await findSignInAccount(deps.database, localPart, parsed.value.domain);
  return { account: account ?? null, name: `${localPart}@${parsed.value.domain}` };
}

/** null when the password proves nothing. Whatever is missing, the work of one hash is done. */
async function prove(
  deps: SignInDeps,
  account: SignInAccount | null,
  { password, toChangePassword = false }: SignInAttempt,
): Promise<Result<Proof | null>> {
  if (Buffer.byteLength(streamSafe(password).normalize('NFC')) > credentialLimits.passwordOctetsMax) return proveChosen(deps, null, '');
  const byAppPassword = toChangePassword ? null : await proveByAppPassword(deps, account, password);
  return byAppPassword ? ok(byAppPassword) : proveChosen(deps, account, password);
}

async function proveByAppPassword(deps: SignInDeps, account: SignInAccount | null, password: string): Promise<Proof | null> {
  const candidate = parseAppPassword(password);
  const row = candidate && (await findAppPassword(deps.database, candidate.id));
  if (!candidate || !row || !isAppPassword(deps.appPasswordKey, candidate, row.mac)) return null;
  // Named by the address of whose it is, or of what it opens: clients ask for either.
  if (!account || (account.id !== row.ownerId && account.id !== row.targetId)) return null;
  if (row.ownerState !== 'active' || row.ownerPersonId === null) return null;
  const rights = await effectiveRights(deps, { personId: row.ownerPersonId, targetAccountId: row.targetId });
  if (!rights.has('read')) return null; // the delegation is over (REQ-DEL-6)
  const proven: Proven = {
    actor: { personId: row.ownerPersonId, accountId: row.ownerId, address: row.ownerAddress },
    credential: { kind: 'app-password', id: candidate.id },
    account: { id: row.targetId, address: row.targetAddress },
    passwordVersion: null,
  };
  return { proven, isOver: isOverFor(deps, row, isFirstPasswordOver), isUseOld: row.isUseOld, isHalf: false };
}

type AgedRow = Pick<SignInAccount, 'mustChange' | 'changedAt' | 'now'>;

function isOverFor({ passwordRules }: SignInDeps, { mustChange, changedAt, now }: AgedRow, rule: typeof isPasswordOver): boolean {
  if (passwordRules === undefined || mustChange === null || changedAt === null) return false;
  return rule({ mustChange, changedAt, now }, passwordRules);
}

async function proveChosen(deps: SignInDeps, account: SignInAccount | null, password: string): Promise<Result<Proof | null>> {
  const isRight = await verifyChosen(deps, account?.id ?? null, account?.phc ?? null, password);
  if (!isRight.ok) return isRight;
  if (!isRight.value || !account || account.state !== 'active' || account.personId === null) return ok(null);
  const { id, address, personId, passwordVersion } = account;
  const own = { id, address };
  const proven: Proven = { actor: { personId, accountId: id, address }, credential: { kind: 'password' }, account: own, passwordVersion };
  return ok({ proven, isOver: isOverFor(deps, account, isPasswordOver), isUseOld: account.isUseOld, isHalf: account.hasSecondFactor });
}

async function verifyChosen(deps: SignInDeps, id: AccountId | null, phc: string | null, password: string): Promise<Result<boolean>> {
  if (id === null || phc === null) return deps.argon2id.verify(null, password);
  const proof = { accountId: id, phc, password };
  if (deps.verified.has(proof)) return ok(true);
  const isRight = await deps.argon2id.verify(phc, password);
  if (!isRight.ok || !isRight.value) return isRight;
  deps.verified.add(proof);
  if (deps.argon2id.needsRehash(phc)) await rehash(deps, id, phc, password);
  return isRight;
}

/** Left for the next sign-in when too much is waiting. */
async function rehash(deps: SignInDeps, accountId: AccountId, phc: string, password: string): Promise<void> {
  const hashed = await deps.argon2id.hash(password);
  if (hashed.ok) await replaceHash(deps.database, accountId, phc, hashed.value);
}
