import type { ModSeq, Uid } from '#kernel/ids.ts';
import type { ImapMailbox, MessageState } from './backend.ts';
import type { FlagTable } from './flag-table.ts';
import type { MailboxSnapshot } from './mailbox-snapshot.ts';
import type { MailboxTables, SharedMailbox } from './mailbox-tables.ts';
import { MessageTable } from './message-table.ts';
import { RecentMessages } from './recent-messages.ts';
import type { Turns } from './turns.ts';

/** Comparing so many messages with what a client knows takes as long as telling it of one. */
const comparedAtOnce = 5_000;

/** The mailbox a session has selected: what the client has been told of it, and what it has yet to be told. */
export class SelectedMailbox {
  readonly mailbox: ImapMailbox;
  readonly table: MessageTable;
  highestModSeq: ModSeq;
  uidNext: number;
  /** Gone from the mailbox, still numbered: told as soon as the rules allow (RFC 9051 §7.5.1). */
  readonly vanished = new Set<Uid>();
  readonly recent = new RecentMessages();
  /** UIDs that `$` means (RFC 9051 §6.4.4.1), ascending. */
  searchResult: Uint32Array = new Uint32Array(0);
  readonly #tables: MailboxTables;
  readonly #shared: SharedMailbox;
  readonly #onStale: () => void;
  readonly #stopListening: () => void;
  /** Something may have changed: the number of looks at the mailbox begun when that became known. */
  #staleAfter: number | null = null;
  #announcedKeywords: AnnouncedKeywords;

  private constructor(
    held: { mailbox: ImapMailbox; tables: MailboxTables; shared: SharedMailbox; snapshot: MailboxSnapshot },
    hearing: { onStale: () => void; stopListening: () => void },
  ) {
    this.mailbox = held.mailbox;
    this.#tables = held.tables;
    this.#shared = held.shared;
    this.#onStale = hearing.onStale;
    this.#stopListening = hearing.stopListening;
    this.table = new MessageTable(held.snapshot);
    this.highestModSeq = held.snapshot.highestModSeq;
    this.uidNext = held.snapshot.uidNext;
    this.#announcedKeywords = keywordsOf(this.table.flags);
  }

  /** Listens first and looks then, so that no change falls between. */
  static async load(mailbox: ImapMailbox, tables: MailboxTables, onStale: () => void): Promise<SelectedMailbox> {
    const shared = tables.hold(mailbox);
    let heardAfter: number | null = null;
    let hear = () => {
      heardAfter = shared.looksBegun;
    };
    const stopListening = mailbox.onChange(() => hear());
    try {
      const snapshot = await shared.newerThan(shared.looksBegun, mailbox);
      const selected = new SelectedMailbox({ mailbox, tables, shared, snapshot }, { onStale, stopListening });
      selected.#staleAfter = heardAfter;
      hear = () => {
        selected.stale = true;
        selected.#onStale();
      };
      return selected;
    } catch (cause) {
      stopListening();
      tables.leave(mailbox, shared);
      mailbox.close();
      throw cause;
    }
  }

  /** Something may have changed since the last look: look again before the next response ends. */
  get stale(): boolean {
    return this.#staleAfter !== null;
  }

  /** Only a look begun from now on will do. */
  set stale(isStale: boolean) {
    this.#staleAfter = isStale ? this.#shared.looksBegun : null;
  }

  /**
   * Takes what has changed, if anything may have: flags and new messages into the table, the rest into `vanished`. Answers the messages
   * whose flags are news to the client.
   */
  async takeNews(turns: Pick<Turns, 'take'>): Promise<Uid[]> {
    const after = this.#staleAfter;
    if (after === null) return [];
    const snapshot = await this.#shared.newerThan(after, this.mailbox);
    // All who idle in one mailbox have come here together.
    if (snapshot.highestModSeq !== this.highestModSeq) await turns.take(1 + Math.floor(snapshot.length / comparedAtOnce));
    // Heard of again meanwhile: that is for the next time.
    if (this.#staleAfter === after) this.#staleAfter = null;
    const { changed, vanished } = this.table.follow(snapshot, this.uidNext);
    for (const uid of vanished) this.vanished.add(uid);
    this.highestModSeq = snapshot.highestModSeq;
    this.uidNext = Math.max(this.uidNext, snapshot.uidNext);
    return changed.map((row) => this.table.uid(row));
  }

  /** Takes a newer state of a known message; false when unknown or no news. */
  applyState(state: MessageState): boolean {
    const row = this.table.rowOf(state.uid);
    return row >= 0 && this.table.update(row, state);
  }

  /** Whether the client has yet to be told of keywords; says so once. */
  takeKeywordsNews(): boolean {
    const { flags } = this.table;
    const told = this.#announcedKeywords;
    if (told.flags === flags && told.count === flags.keywordCount) return false;
    this.#announcedKeywords = keywordsOf(flags);
    return this.#announcedKeywords.text !== told.text;
  }

  close(): void {
    this.#stopListening();
    this.#tables.leave(this.mailbox, this.#shared);
    this.mailbox.close();
  }
}

interface AnnouncedKeywords {
  readonly flags: FlagTable;
  readonly count: number;
  readonly text: string;
}

function keywordsOf(flags: FlagTable): AnnouncedKeywords {
  return { flags, count: flags.keywordCount, text: flags.keywords.sort().join(' ') };
}
