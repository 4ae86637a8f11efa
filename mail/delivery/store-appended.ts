import { setImmediate as nextTurn } from 'node:timers/promises';
import { attemptInTransaction, type Database, isStatementsFault } from '#io/database.ts';
import { inGatheredTransaction, together } from '#io/together.ts';
import type { AccountId, Uid } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import { addMessages, type NewMessage } from '#mail/store/add-messages.ts';
import type { PreparedBody } from '#mail/store/body-store.ts';
import { BodySwept, type PreparedContent, storeContents } from '#mail/store/content-sql.ts';
import { applyFlags, checkFlags, type Flags, noFlags } from '#mail/store/flags.ts';
import type { MailboxRef } from '#mail/store/lock-places.ts';
import { type ReplaceOutcome, replaceMessage } from '#mail/store/replace-message.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { deliveryLimits } from './limits.ts';
import { withPreparedBodies } from './with-prepared-bodies.ts';

export interface MessageToStore {
  readonly octets: Buffer;
  readonly flags: Flags;
  readonly internalDate: Date;
}

type Deps = Pick<DeliveryDeps, 'bodies' | 'scan' | 'watch' | 'checkingMemory' | 'log'> & { readonly database: Database };

interface Target extends MailboxRef {
  readonly actorAccountId: AccountId;
}

type Stored = Result<{ uidValidity: number; uids: Uid[] }>;

/** What is to be put into one mailbox, its octets durable. */
interface Prepared {
  readonly contents: readonly PreparedContent[];
  readonly rows: readonly WithoutContent[];
}
type WithoutContent = Omit<NewMessage, 'contentId'>;

/**
 * Stores what a client puts into a mailbox itself (IMAP APPEND): through the same scanners as arriving mail, octets unchanged, all or
 * none, durable when it resolves. Answers UIDs in the order given. Single messages of one moment share a transaction.
 */
export async function storeAppended(deps: Deps, target: Target, messages: readonly MessageToStore[]): Promise<Stored> {
  const { database } = deps;
  const put = messages.length === 1 ? putTogether : putAlone;
  const stored = await store(deps, target, messages, (prepared) => put(database, prepared).catch(refusalOf));
  if (stored.ok) deps.watch.announce([target.mailboxId]);
  return stored;
}

/** As storeAppended with one message, which takes the place of another in the same transaction (IMAP REPLACE). */
export async function storeReplacement(
  deps: Deps,
  target: Target,
  replaced: { readonly mailbox: MailboxRef; readonly uid: Uid },
  message: MessageToStore,
): Promise<Result<ReplaceOutcome>> {
  const stored = await store(deps, target, [message], (prepared) =>
    attemptInTransaction(deps.database, async (tx) => {
      const [row] = await withContents(tx, prepared);
      return replaceMessage(tx, replaced.mailbox, replaced.uid, row!);
    }),
  );
  if (stored.ok) deps.watch.announce([target.mailboxId, replaced.mailbox.mailboxId]);
  return stored;
}

/** Ends the transaction of a group: each of its appends is then tried alone. */
class MailboxGone extends Error {}

function refusalOf(cause: unknown): Stored {
  if (cause instanceof MailboxGone) return refused(refusal('not-found', 'Mailbox no longer exists'));
  throw cause;
}

const putTogether = together<Prepared, Stored>(
  putAll,
  deliveryLimits.group,
  (error) => error instanceof MailboxGone || error instanceof BodySwept || isStatementsFault(error),
);

const putAlone = async (database: Database, prepared: Prepared): Promise<Stored> => (await putAll(database, [prepared], true))[0]!;

function putAll(database: Database, all: readonly Prepared[], isAlone: boolean): Promise<Stored[]> {
  return inGatheredTransaction(database, isAlone, async (tx) => {
    const together = { contents: all.flatMap(({ contents }) => contents), rows: all.flatMap(({ rows }) => rows) };
    const added = await addMessages(tx, await withContents(tx, together));
    if (added === null) throw new MailboxGone();
    const left = [...added];
    return all.map(({ rows }) => {
      const ours = left.splice(0, rows.length);
      return ok({ uidValidity: ours[0]!.uidValidity, uids: ours.map((one) => one.uid) });
    });
  });
}

async function withContents(tx: Tx, { contents, rows }: Prepared): Promise<NewMessage[]> {
  if (contents.length === 1) {
    const storing = storeContents(tx, contents);
    return rows.map((row) => ({ ...row, contentId: storing.then(([id]) => id!) }));
  }
  // Each is sent at once: PostgreSQL stores it while the facts of the next are gathered. All are there before a mailbox is locked.
  const ids = await storeContents(tx, contents, nextTurn);
  return rows.map((row, index) => ({ ...row, contentId: ids[index]! }));
}

async function store<T>(
  deps: Deps,
  target: Target,
  messages: readonly MessageToStore[],
  put: (prepared: Prepared) => Promise<Result<T>>,
): Promise<Result<T>> {
  using _memory = await deps.checkingMemory.take(messages.reduce((sum, message) => sum + message.octets.length, 0));
  const whose = { at: new Date(), actorAccountId: target.actorAccountId, sentAs: null, accountId: target.accountId };
  for (const { octets, flags } of messages) {
    const checked = checkFlags(flags);
    if (!checked.ok) return checked;
    const scanned = await deps.scan(octets, 'imap', whose);
    if (!scanned.ok) return scanned;
  }
  const octets = messages.map((message) => message.octets);
  const rows = messages.map((message) => rowOf(target, message));
  const stored = await withPreparedBodies(deps, octets, (bodies) =>
    put({ rows, contents: bodies.map((body, index) => contentOf(body, octets[index]!)) }),
  );
  if (stored.ok)
    deps.log.info({ event: 'delivery.stored', actor: target.actorAccountId, mailbox: target.mailboxId, messages: messages.length });
  return stored;
}

/** The facts are gathered when they are wanted: of one message while PostgreSQL stores the one before. */
function contentOf(body: PreparedBody, octets: Buffer): PreparedContent {
  let facts: ContentFacts | undefined;
  return {
    body,
    get facts() {
      facts ??= scanContent(octets);
      return facts;
    },
  };
}

function rowOf(target: Target, { octets, flags, internalDate }: MessageToStore): WithoutContent {
  return {
    ...target,
    contentOctets: octets.length,
    prefix: Buffer.alloc(0),
    flags: applyFlags(noFlags, 'set', flags),
    internalDate,
    emailId: null,
  };
}
