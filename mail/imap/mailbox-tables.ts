import type { ImapMailbox } from './backend.ts';
import type { ImapLimits } from './limits.ts';
import { MailboxSnapshot } from './mailbox-snapshot.ts';

/**
 * What sessions that have the same mailbox open know of its messages, once for all of them. It says nothing about who may look:
 * each session opens the mailbox by itself, and comes here with what it was given.
 */
export class SharedMailbox {
  readonly uidValidity: number;
  readonly #flagSetsSpare: number;
  #snapshot: MailboxSnapshot | null = null;
  #looksBegun = 0;
  #looksDone = 0;
  #look: Promise<void> | null = null;
  holders = 0;

  constructor(uidValidity: number, limits: Pick<ImapLimits, 'flagSetsSpareMax'>) {
    this.uidValidity = uidValidity;
    this.#flagSetsSpare = limits.flagSetsSpareMax;
  }

  /** Looks at the store begun so far. Who hears of a change now has not seen it until one more has begun and ended. */
  get looksBegun(): number {
    return this.#looksBegun;
  }

  get snapshot(): MailboxSnapshot | null {
    return this.#snapshot;
  }

  /** The mailbox as of a look begun after look number `after`. However many sessions ask: one look serves all that began waiting before it. */
  async newerThan(after: number, mailbox: ImapMailbox): Promise<MailboxSnapshot> {
    while (this.#looksDone <= after || this.#snapshot === null) {
      this.#look ??= this.#lookAt(mailbox).finally(() => {
        this.#look = null;
      });
      await this.#look;
    }
    return this.#snapshot;
  }

  async #lookAt(mailbox: ImapMailbox): Promise<void> {
    this.#looksBegun += 1;
    const number = this.#looksBegun;
    this.#snapshot = (await this.#followed(mailbox)) ?? MailboxSnapshot.of(await mailbox.load());
    this.#looksDone = number;
  }

  /** null: to be read as a whole. So it is when expunges that we have not seen are no longer remembered. */
  async #followed(mailbox: ImapMailbox): Promise<MailboxSnapshot | null> {
    const before = this.#snapshot;
    if (before === null) return null;
    const changes = await mailbox.changesSince(before);
    const { vanished } = changes;
    if (vanished === null) return null;
    if (changes.highestModSeq === before.highestModSeq && changes.changed.length === 0) return before;
    const after = before.followedBy({ ...changes, vanished });
    return after !== null && after.flags.size > after.length + this.#flagSetsSpare ? after.withFreshFlags() : after;
  }
}

/** The shared mailboxes of a server: those that are open, and for a while those that were, since most are opened again. */
export class MailboxTables {
  readonly #limits: Pick<ImapLimits, 'closedTableRowsMax' | 'flagSetsSpareMax'>;
  readonly #open = new Map<string, SharedMailbox>();
  /** The one closed longest ago comes first. */
  readonly #closed = new Map<string, { readonly shared: SharedMailbox; readonly rows: number }>();
  #closedRows = 0;

  constructor(limits: Pick<ImapLimits, 'closedTableRowsMax' | 'flagSetsSpareMax'>) {
    this.#limits = limits;
  }

  /** Each holder gives it back with `leave`. */
  hold({ mailboxId, uidValidity }: ImapMailbox): SharedMailbox {
    const known = this.#open.get(mailboxId) ?? this.#takeClosed(mailboxId);
    // Another UIDVALIDITY: other messages. Sessions that hold the old table keep it to themselves.
    const shared = known?.uidValidity === uidValidity ? known : new SharedMailbox(uidValidity, this.#limits);
    this.#open.set(mailboxId, shared);
    shared.holders += 1;
    return shared;
  }

  leave({ mailboxId }: ImapMailbox, shared: SharedMailbox): void {
    shared.holders -= 1;
    if (shared.holders > 0 || this.#open.get(mailboxId) !== shared) return;
    this.#open.delete(mailboxId);
    if (shared.snapshot === null) return;
    // Even an empty one takes some room.
    const rows = shared.snapshot.columns.uids.length + 128;
    this.#closed.set(mailboxId, { shared, rows });
    this.#closedRows += rows;
    for (const oldest of this.#closed.keys()) {
      if (this.#closedRows <= this.#limits.closedTableRowsMax) return;
      this.#takeClosed(oldest);
    }
  }

  #takeClosed(mailboxId: string): SharedMailbox | undefined {
    const found = this.#closed.get(mailboxId);
    if (found === undefined) return undefined;
    this.#closed.delete(mailboxId);
    this.#closedRows -= found.rows;
    return found.shared;
  }
}
