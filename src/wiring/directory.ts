import type { Config } from '#config/schema.ts';
import { watchAccessGeneration } from '#directory/access/access-generation.ts';
import { makeArgon2id } from '#directory/access/argon2id.ts';
import { makeAddressResolver } from '#directory/access/resolve-address.ts';
import { maySendAs } from '#directory/access/sender-rights.ts';
import { type SignInService, signIn } from '#directory/access/sign-in.ts';
import { makeSignInThrottle } from '#directory/access/sign-in-throttle.ts';
import { makeVerifiedCache } from '#directory/access/verified-cache.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { type EmailAddress, parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import { readProvince } from './read-province.ts';
import { SessionKeeper } from './session-keeper.ts';

export type ResolvedAddress =
  | {
      readonly kind: 'local';
      readonly accountId: AccountId;
      readonly address: string;
      readonly usedOctets: number;
      readonly quotaOctets: number;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'foreign' };

/** What the mail side asks of the directory. */
export interface Directory extends AsyncDisposable {
  readonly mainDomain: string;
  resolve(address: EmailAddress): Promise<ResolvedAddress>;
  maySendAs(session: Session, address: EmailAddress): Promise<Result<void>>;
  signInFor(service: SignInService): (input: { username: string; password: string; peer: Peer }) => Promise<Result<Session>>;
  stillAllowed(session: Session): boolean;
}

interface DirectoryParts {
  readonly config: Config;
  readonly database: Database;
  readonly appPasswordKey: Buffer;
  readonly log: Log;
}

/** The directory's rooms, put together for this process. Dispose of it before the database. */
export async function openDirectory({ config, database, appPasswordKey, log }: DirectoryParts): Promise<Directory> {
  const { domains } = await readProvince(config);
  const verified = makeVerifiedCache();
  const keeper: SessionKeeper = new SessionKeeper({ database, generation: () => generation, log });
  const generation = await watchAccessGeneration(database, {
    onMoved() {
      verified.clear();
      void keeper.recheck();
    },
    onError: (err) => log.warn({ event: 'worker.access-generation-unread', err }),
  });
  const deps = { database, argon2id: makeArgon2id(), throttle: makeSignInThrottle(database), verified, generation, appPasswordKey };
  const postmaster = parseEmailAddress(config.postmaster ?? `quantri@${domains[0]}`);
  if (!postmaster.ok) throw new Error(`postmaster: ${postmaster.refusal.message}`);
  const resolver = makeAddressResolver(database, { postmasterAddress: postmaster.value });
  return {
    mainDomain: domains[0]!,
    async resolve(address) {
      const found = await resolver.resolveRecipientAddress(address);
      if (found.outcome === 'foreign') return { kind: 'foreign' };
      if (found.outcome === 'not-found') return { kind: 'unknown' };
      const { accountId, primaryAddress, usedOctets, quotaOctets } = found;
      return { kind: 'local', accountId, address: primaryAddress, usedOctets, quotaOctets };
    },
    async maySendAs(session, address) {
      const may = await maySendAs(database, session, address);
      return may.ok ? ok() : may;
    },
    signInFor: (service) => async (input) => {
      const signedIn = await signIn(deps, { ...input, service });
      if (signedIn.ok) keeper.keep(signedIn.value);
      return signedIn;
    },
    stillAllowed: (session) => keeper.isAllowed(session),
    [Symbol.asyncDispose]: () => generation[Symbol.asyncDispose](),
  };
}
