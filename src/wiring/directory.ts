import type { Config } from '#config/schema.ts';
import { watchAccessGeneration } from '#directory/access/access-generation.ts';
import { makeArgon2id } from '#directory/access/argon2id.ts';
import { changeOwnPassword } from '#directory/access/change-own-password.ts';
import { accessibleAccounts } from '#directory/access/grants.ts';
import { recheckSession } from '#directory/access/recheck-session.ts';
import { maySendAs } from '#directory/access/sender-rights.ts';
import { type SignInDeps, type SignInOutcome, type SignInService, signIn } from '#directory/access/sign-in.ts';
import { makeSignInThrottle } from '#directory/access/sign-in-throttle.ts';
import { makeVerifiedCache } from '#directory/access/verified-cache.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { PersonId } from '#kernel/ids.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import { AccessFollower, type FollowedAccess } from './access-follower.ts';
import { type AddressBook, openAddressBook } from './address-book.ts';
import { passwordRulesOf } from './password-rules.ts';
import { SessionKeeper } from './session-keeper.ts';

/** What the mail side asks of the directory. */
export interface Directory extends AddressBook, AsyncDisposable {
  maySendAs(session: Session, address: EmailAddress): Promise<Result<void>>;
  signInFor(service: SignInService): (input: { username: string; password: string; peer: Peer }) => Promise<Result<Session>>;
  /** One's own password, by the one before it. */
  changePassword(input: { username: string; password: string; chosen: string; peer: Peer }): Promise<Result<void>>;
  /** How people sign in on the web: as for mail. */
  readonly signInDeps: SignInDeps;
  stillAllowed(session: Session): boolean;
  followAccess(personId: PersonId): FollowedAccess;
}

interface DirectoryParts {
  readonly config: Config;
  readonly database: Database;
  readonly mainDomain: string;
  readonly appPasswordKey: Buffer;
  /** Of every sign-in; it must not throw. */
  readonly heard: (outcome: SignInOutcome) => void;
  readonly log: Log;
}

/** The directory's rooms, put together for this process. Dispose of it before the database. */
export async function openDirectory({ config, database, mainDomain, appPasswordKey, heard, log }: DirectoryParts): Promise<Directory> {
  await using resources = new AsyncDisposableStack();
  const verified = makeVerifiedCache();
  let moved: () => void = () => undefined;
  const generation = resources.use(
    await watchAccessGeneration(database, {
      onMoved: () => moved(),
      onError: (err) => log.warn({ event: 'worker.access-generation-unread', err }),
    }),
  );
  const recheck = (session: Parameters<typeof recheckSession>[1]) => recheckSession({ database, generation }, session);
  const keeper = resources.use(new SessionKeeper({ recheck, isFresh: () => generation.isFresh(), log }));
  const follower = resources.use(new AccessFollower({ read: (personId) => accessibleAccounts({ database }, personId), log }));
  moved = () => {
    verified.clear();
    follower.accessMoved();
    keeper.accessMoved();
  };
  const forPasswords = {
    argon2id: makeArgon2id(),
    throttle: makeSignInThrottle(database),
    verified,
    passwordRules: passwordRulesOf(config),
  };
  const deps = { database, ...forPasswords, generation, appPasswordKey, heard };
  const addresses = openAddressBook(database, config, mainDomain);
  const opened = resources.move();
  return {
    resolve: (address) => addresses.resolve(address),
    async maySendAs(session, address) {
      const may = await maySendAs(database, session, address);
      return may.ok ? ok() : may;
    },
    signInFor: (service) => async (input) => {
      const signedIn = await signIn(deps, { ...input, service });
      if (signedIn.ok) keeper.keep(signedIn.value);
      return signedIn;
    },
    changePassword: (input) => changeOwnPassword(deps, input),
    signInDeps: deps,
    stillAllowed: (session) => keeper.isAllowed(session),
    followAccess: (personId) => follower.follow(personId),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
