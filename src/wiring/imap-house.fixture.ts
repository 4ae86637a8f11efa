import net from 'node:net';
import { watchAccessGeneration } from '#directory/access/access-generation.ts';
import { bumpAccessGeneration } from '#directory/access/access-generation-sql.ts';
import { accessibleAccounts } from '#directory/access/grants.ts';
import type { SignedInSession } from '#directory/access/sign-in.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { ActTally } from '#directory/audit/act-tally.ts';
import { LookTally } from '#directory/duties/look-tally.ts';
import { inTransaction, sql, tablesIn } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { systemClock } from '#kernel/clock.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { DeliveryDeps } from '#mail/delivery/delivery-deps.ts';
import { OctetBudget } from '#mail/delivery/octet-budget.ts';
import type { ImapLimits } from '#mail/imap/limits.ts';
import { createImapServer } from '#mail/imap/server.ts';
import { RawClient } from '#mail/imap/testing/raw-client.ts';
import { startMailboxWatch } from '#mail/store/mailbox-watch.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestStore, type TestStore } from '#mail/store/store.fixture.ts';
import { AccessFollower } from './access-follower.ts';
import { imapBackend } from './imap-backend.ts';
import { SessionActs } from './session-acts.ts';

/** A signed-in somebody: `account` is what the session opens, their own mailbox unless an app password says otherwise. */
interface Somebody {
  readonly address: string;
  readonly personId: PersonId;
  readonly accountId: AccountId;
}

/** An IMAP server over a real database and directory; every name signs in with its address, any password. */
export class ImapHouse implements AsyncDisposable {
  readonly store: TestStore;
  readonly directory: SmallDirectory;
  readonly logged: Record<string, unknown>[] = [];
  readonly tally = new ActTally(systemClock);
  readonly acts = new SessionActs(this.tally);
  /** What the duty to read hears, by a clock that tests set. */
  readonly clock = { at: new Date(), now: () => this.clock.at };
  readonly looks = new LookTally(this.clock);
  readonly #resources: AsyncDisposableStack;
  readonly #people = new Map<string, Session>();
  #port = 0;

  private constructor(store: TestStore, resources: AsyncDisposableStack) {
    this.store = store;
    this.directory = new SmallDirectory(store.database);
    this.#resources = resources;
  }

  static async open(limits: Partial<ImapLimits> = {}): Promise<ImapHouse> {
    await using resources = new AsyncDisposableStack();
    const store = resources.use(await createTestStore());
    const house = new ImapHouse(store, resources.move());
    await house.#listen(limits);
    return house;
  }

  async #listen(limits: Partial<ImapLimits>): Promise<void> {
    const { database, bodies } = this.store;
    const log = { info: (fields: Record<string, unknown>) => this.logged.push(fields), error: () => undefined } as unknown as Log;
    const onError = (error: Error) => {
      throw error;
    };
    const follower = this.#resources.use(new AccessFollower({ read: (personId) => accessibleAccounts({ database }, personId), log }));
    this.#resources.use(await watchAccessGeneration(database, { onMoved: () => follower.accessMoved(), onError }));
    const notices = { publish: () => undefined, subscribe: () => () => undefined, async [Symbol.asyncDispose]() {} };
    const watch = this.#resources.use(startMailboxWatch({ database, notices, onError }));
    const delivery = { bodies, watch, checkingMemory: new OctetBudget(10_000_000), scan: async () => ok(), log } as unknown as DeliveryDeps;
    const backend = imapBackend({
      database,
      bodies,
      watch,
      clock: systemClock,
      delivery,
      signIn: async ({ username, peer }) => {
        const session = this.#people.get(username);
        const signedIn = session ? ok(session as SignedInSession) : refused(refusal('unauthenticated', 'Invalid credentials'));
        this.acts.heard({ service: 'imap', peer, accountId: session?.actor.accountId ?? null, signedIn });
        return signedIn;
      },
      stillAllowed: () => true,
      acts: this.acts,
      looks: this.looks,
      followAccess: (personId) => follower.follow(personId),
    });
    const server = createImapServer({ backend, log, limits, tls: () => null, hostname: 'mail.test', allowPlaintextAuth: () => true });
    const listener = net.createServer((socket) => {
      server.serve(socket, { peer: { address: '127.0.0.1', port: 1, secure: false, loopback: true }, implicitTls: false });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    this.#resources.defer(() => server.close({ graceMs: 500 }));
    this.#resources.defer(() => void listener.close());
    this.#port = (listener.address() as net.AddressInfo).port;
  }

  get port(): number {
    return this.#port;
  }

  async person(localPart: string): Promise<Somebody> {
    const domain = await this.#domain();
    const made = await this.directory.staff(domain, localPart);
    await inTransaction(this.store.database, (tx) => createDefaultMailboxes(tx, [made.accountId]));
    const address = `${localPart}@backan.gov.vn`;
    this.#let(address, made, { id: made.accountId, address });
    return { address, ...made };
  }

  async unit(localPart: string): Promise<{ address: string; unitId: number; accountId: AccountId }> {
    const made = await this.directory.office(await this.#domain(), localPart);
    await sql`UPDATE account SET quota_octets = 1048576`.execute(this.store.database.kysely);
    await inTransaction(this.store.database, (tx) => createDefaultMailboxes(tx, [made.accountId]));
    return { address: `${localPart}@backan.gov.vn`, ...made };
  }

  /** Lets `username` sign in as somebody, by an app password, to the account it names. */
  byAppPassword(username: string, person: Somebody, target: { address: string; accountId: AccountId }): void {
    this.#let(username, person, { id: target.accountId, address: target.address });
  }

  async client(username: string): Promise<RawClient> {
    const client = new RawClient(net.connect(this.#port, '127.0.0.1'));
    this.#resources.defer(() => client.destroy());
    await client.line();
    const answer = await client.command(`LOGIN "${username}" x`);
    if (!answer.at(-1)?.startsWith('OK')) throw new Error(answer.join('\n'));
    return client;
  }

  /** Ends a grant as the directory does: with the generation moved in the same transaction. */
  async revoke(grantId: number): Promise<void> {
    await inTransaction(this.store.database, async (tx) => {
      await sql`UPDATE access_grant SET revoked_at = clock_timestamp() WHERE id = ${grantId}`.execute(tablesIn(tx));
      await bumpAccessGeneration(tx);
    });
  }

  async #domain() {
    const found = await sql<{ id: never }>`SELECT id FROM domain WHERE name = 'backan.gov.vn'`.execute(this.store.database.kysely);
    return found.rows[0]?.id ?? this.directory.domain('backan.gov.vn');
  }

  #let(username: string, { personId, accountId }: { personId: PersonId; accountId: AccountId }, account: Session['account']): void {
    const actor = { personId, accountId, address: account.address };
    this.#people.set(username, { actor, credential: { kind: 'password' }, account, accessGeneration: 1 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}
