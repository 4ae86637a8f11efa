import { announceChanges } from './announce.ts';
import type { ListedMailbox, MailboxStatus } from './backend.ts';
import { CommandReader } from './command-reader.ts';
import { uidFetch } from './commands/fetch.ts';
import { writeStatus } from './commands/status.ts';
import { hierarchy, type ListedName, listLine } from './mailbox-listing.ts';
import { namesFrom } from './mailbox-sources.ts';
import type { NotifyEvent, NotifyRequest } from './notify-request.ts';
import type { ImapSession } from './session.ts';
import { encodeMailbox } from './wire-encoder.ts';

interface Watched {
  readonly listed: ListedMailbox;
  readonly events: ReadonlySet<NotifyEvent>;
  readonly stop: () => void;
  told: MailboxStatus | null;
}

/** What a client asked to hear of without asking again (RFC 5465), until NOTIFY NONE or the end of the session. */
export class Notifications {
  readonly #session: ImapSession;
  readonly #request: NotifyRequest;
  #watched = new Map<string, Watched>();
  #changed = new Set<string>();
  #listedAt = 0;

  private constructor(session: ImapSession, request: NotifyRequest) {
    this.#session = session;
    this.#request = request;
  }

  /** null: more mailboxes than may be watched. */
  static async start(session: ImapSession, request: NotifyRequest): Promise<Notifications | null> {
    const notifications = new Notifications(session, request);
    await notifications.#list(false);
    if (notifications.#watched.size <= session.deps.limits.notifyMailboxesMax) return notifications;
    notifications.stop();
    return null;
  }

  stop(): void {
    for (const { stop } of this.#watched.values()) stop();
    this.#watched.clear();
  }

  /** Names of mailboxes change without a word to us: they are looked at every so often. */
  isDue(now: number): boolean {
    return this.#request.groups.length > 0 && now - this.#listedAt > this.#session.deps.limits.notifyListMs;
  }

  /** All that has happened since the last time, between commands or while idling. */
  async tell(): Promise<void> {
    await this.#tellSelected();
    if (this.isDue(Date.now())) await this.#list(true);
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const mailboxId of changed) await this.#tellStatus(mailboxId);
  }

  async #tellSelected(): Promise<void> {
    const { selected } = this.#session;
    const wanted = this.#request.selected;
    if (selected === null || !selected.stale || wanted === null || wanted.events.size === 0) return;
    const firstNew = selected.uidNext;
    await announceChanges(this.#session, { mayExpunge: !wanted.delaysExpunge });
    if (wanted.fetch === '' || selected.table.lastUid < firstNew) return;
    // RFC 5465 §5.2: new messages are told of as a FETCH of the same attributes would.
    const text = Buffer.from(` ${firstNew}:* ${wanted.fetch}`, 'latin1');
    await uidFetch.prepare(new CommandReader([{ text, literal: null }], { utf8Names: this.#session.utf8Names }), this.#session)();
  }

  async #tellStatus(mailboxId: string): Promise<void> {
    const watched = this.#watched.get(mailboxId);
    if (watched === undefined || mailboxId === this.#session.selected?.mailbox.mailboxId) return;
    const found = await this.#session.signedIn.status(watched.listed.name);
    // Gone or no longer ours: the next look at the names tells.
    if (!found.ok) this.#listedAt = 0;
    else this.#writeIfNews(watched, found.value);
  }

  #writeIfNews(watched: Watched, now: MailboxStatus): void {
    const { told, events } = watched;
    watched.told = now;
    const isNews = told === null || told.messages !== now.messages || told.uidNext !== now.uidNext;
    const isFlagNews = events.has('FLAGCHANGE') && told?.highestModSeq !== now.highestModSeq;
    if (!(events.has('MESSAGENEW') && isNews) && !isFlagNews) return;
    const items = ['MESSAGES', 'UIDNEXT', 'UIDVALIDITY', 'UNSEEN', ...(this.#session.condstore ? ['HIGHESTMODSEQ'] : [])];
    writeStatus(this.#session, watched.listed.name, items, now);
  }

  async #list(tellNames: boolean): Promise<void> {
    this.#listedAt = Date.now();
    const account = this.#session.signedIn;
    const listed = await account.list();
    const eventsById = this.#eventsById(listed);
    const before = this.#watched;
    this.#watched = new Map();
    const namesByName = namesOf(listed);
    for (const [at, mailbox] of listed.entries()) {
      // A clerk of the province sees thousands of names, and whoever renames one may rename all below it.
      if (at % 256 === 255) await this.#session.out.ready();
      const events = eventsById.get(mailbox.mailboxId);
      if (events === undefined) continue;
      const old = before.get(mailbox.mailboxId);
      before.delete(mailbox.mailboxId);
      const stop = old?.stop ?? this.#watch(mailbox.mailboxId, events);
      this.#watched.set(mailbox.mailboxId, { listed: mailbox, events, stop, told: old?.told ?? mailbox.status ?? null });
      if (tellNames) this.#tellName(namesByName, mailbox, old?.listed ?? null, events);
      if (!tellNames && this.#request.withStatus) await this.#tellFirst(mailbox, events);
    }
    for (const { listed: gone, events, stop } of before.values()) {
      stop();
      if (tellNames && events.has('MAILBOXNAME')) this.#writeGone(gone.name);
    }
  }

  #watch(mailboxId: string, events: ReadonlySet<NotifyEvent>): () => void {
    if (!events.has('MESSAGENEW')) return () => undefined;
    return this.#session.signedIn.watchMailbox(mailboxId, () => {
      this.#changed.add(mailboxId);
      this.#session.dialogue.wake();
    });
  }

  /** RFC 5465 §3.1: of several groups that a mailbox belongs to the first counts. */
  #eventsById(listed: readonly ListedMailbox[]): Map<string, ReadonlySet<NotifyEvent>> {
    const byName = new Map<string, ReadonlySet<NotifyEvent>>();
    for (const { source, events } of this.#request.groups)
      for (const name of namesFrom([source], listed, this.#session.signedIn.sharedPrefix)) if (!byName.has(name)) byName.set(name, events);
    return new Map(listed.flatMap(({ name, mailboxId }) => (byName.get(name)?.size ? [[mailboxId, byName.get(name)!]] : [])));
  }

  async #tellFirst(mailbox: ListedMailbox, events: ReadonlySet<NotifyEvent>): Promise<void> {
    if (!events.has('MESSAGENEW') || mailbox.mailboxId === this.#session.selected?.mailbox.mailboxId) return;
    const status = mailbox.status ?? null;
    if (status !== null) this.#writeIfNews({ ...this.#watched.get(mailbox.mailboxId)!, told: null }, status);
    else await this.#tellStatus(mailbox.mailboxId);
  }

  #tellName(namesByName: NamesByName, now: ListedMailbox, old: ListedMailbox | null, events: ReadonlySet<NotifyEvent>): void {
    const isNamed = events.has('MAILBOXNAME') && old?.name !== now.name;
    const isSubscription = events.has('SUBSCRIPTIONCHANGE') && old !== null && old.isSubscribed !== now.isSubscribed;
    if (!isNamed && !isSubscription) return;
    const { utf8Names, rev2 } = this.#session;
    const name = namesByName().get(now.name)!;
    const line = listLine('LIST', name, { showSubscribed: true, childInfo: false, isUtf8: utf8Names, isRev2: rev2 });
    // RFC 5465 §5.4
    const oldName = isNamed && old !== null ? ` ("OLDNAME" (${quoted(old.name, utf8Names)}))` : '';
    this.#session.out.text(line.replace(/\r\n$/, `${oldName}\r\n`));
  }

  #writeGone(name: string): void {
    this.#session.out.text(`* LIST (\\NonExistent) "/" ${encodeMailbox(name, this.#session.utf8Names)}\r\n`);
  }
}

type NamesByName = () => ReadonlyMap<string, ListedName>;

/** Put in order once, when the first of them is to be told: mostly none is. */
function namesOf(listed: readonly ListedMailbox[]): NamesByName {
  let names: ReadonlyMap<string, ListedName> | null = null;
  return () => {
    names ??= new Map(hierarchy(listed).map((one) => [one.name, one]));
    return names;
  };
}

const quoted = (name: string, isUtf8: boolean) => (name === 'INBOX' ? '"INBOX"' : encodeMailbox(name, isUtf8));
