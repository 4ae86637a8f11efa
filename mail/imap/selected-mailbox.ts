import type { ModSeq, Uid } from '#kernel/ids.ts';
import type { ImapMailbox, MailboxChanges } from './backend.ts';
import { MessageTable } from './message-table.ts';

/** The mailbox a session has selected: what the client has been told of it, and what it has yet to be told. */
export class SelectedMailbox {
  readonly mailbox: ImapMailbox;
  readonly table: MessageTable;
  highestModSeq: ModSeq;
  uidNext: number;
  /** Something may have changed since `highestModSeq`: look before the next response ends. */
  stale = false;
  /** Gone from the mailbox, still numbered: told as soon as the rules allow (RFC 9051 §7.5.1). */
  readonly vanished = new Set<Uid>();
  /** What `$` means (RFC 9051 §6.4.4.1). */
  searchResult: readonly Uid[] = [];
  announcedKeywords: number;
  #onStale: () => void = () => {};
  #stopListening: () => void = () => {};

  private constructor(mailbox: ImapMailbox, loaded: MailboxChanges) {
    this.mailbox = mailbox;
    this.table = new MessageTable(loaded.changed);
    this.highestModSeq = loaded.highestModSeq;
    this.uidNext = loaded.uidNext;
    this.announcedKeywords = this.table.flags.keywordCount;
  }

  /** Listens first and loads then, so that no change falls between. */
  static async load(mailbox: ImapMailbox, onStale: () => void): Promise<SelectedMailbox> {
    let isStale = false;
    let hear = () => {
      isStale = true;
    };
    const stopListening = mailbox.onChange(() => hear());
    try {
      const selected = new SelectedMailbox(mailbox, await mailbox.load());
      selected.stale = isStale;
      selected.#onStale = onStale;
      selected.#stopListening = stopListening;
      hear = () => selected.#hear();
      return selected;
    } catch (cause) {
      stopListening();
      mailbox.close();
      throw cause;
    }
  }

  #hear(): void {
    this.stale = true;
    this.#onStale();
  }

  close(): void {
    this.#stopListening();
    this.mailbox.close();
  }
}
