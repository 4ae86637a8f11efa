import { BadSyntax, type CommandReader } from './command-reader.ts';
import { readFetchItems } from './fetch-items.ts';
import type { ImapLimits } from './limits.ts';
import { type MailboxSource, readMailboxSource } from './mailbox-sources.ts';

export const notifyEvents = ['MESSAGENEW', 'MESSAGEEXPUNGE', 'FLAGCHANGE', 'MAILBOXNAME', 'SUBSCRIPTIONCHANGE'] as const;
export type NotifyEvent = (typeof notifyEvents)[number];

export interface EventGroup {
  readonly source: MailboxSource;
  readonly events: ReadonlySet<NotifyEvent>;
}

export interface NotifyRequest {
  /** What is told of the mailbox that is selected; null: what commands tell. */
  readonly selected: { readonly events: ReadonlySet<NotifyEvent>; readonly delaysExpunge: boolean; readonly fetch: string } | null;
  readonly groups: readonly EventGroup[];
  /** STATUS of all that match, at once. */
  readonly withStatus: boolean;
}

/** Events of RFC 5465 §5 that we know nothing of: refused with BADEVENT. */
export class UnknownEvent extends Error {}

/** What follows `NOTIFY SET` (RFC 5465 §3.1): `[STATUS ](filter events) (filter events)…`. */
export function readNotifyRequest(reader: CommandReader, limits: ImapLimits): NotifyRequest {
  reader.expectSp();
  const withStatus = reader.phrase('STATUS ');
  const groups: EventGroup[] = [];
  let selected: NotifyRequest['selected'] = null;
  do {
    if (groups.length === limits.listPatternsMax) throw new BadSyntax('Too many event groups');
    reader.expectChar(0x28);
    const delaysExpunge = reader.phrase('SELECTED-DELAYED');
    const isSelected = delaysExpunge || reader.phrase('SELECTED');
    const source: MailboxSource = isSelected ? { kind: 'selected' } : readMailboxSource(reader, limits);
    reader.expectSp();
    const { events, fetch } = readEvents(reader, limits);
    reader.expectChar(0x29);
    if (!isSelected && fetch !== '') throw new BadSyntax('Only of the selected mailbox can messages be fetched');
    if (!isSelected) groups.push({ source, events });
    else if (selected === null) selected = { events, delaysExpunge, fetch };
    else throw new BadSyntax('The selected mailbox is named twice');
  } while (reader.sp());
  return { selected, groups, withStatus };
}

function readEvents(reader: CommandReader, limits: ImapLimits): { events: Set<NotifyEvent>; fetch: string } {
  const events = new Set<NotifyEvent>();
  let fetch = '';
  if (reader.peek() !== 0x28) {
    if (reader.word() !== 'NONE') throw new BadSyntax('Expected events or NONE');
    return { events, fetch };
  }
  let unknown = false;
  reader.list(() => {
    const name = reader.word();
    const event = notifyEvents.find((one) => one === name);
    if (event === undefined) unknown = true;
    else events.add(event);
    if (event === 'MESSAGENEW' && reader.phrase(' (')) fetch = readFetch(reader, limits);
  }, 20);
  if (unknown) throw new UnknownEvent();
  // RFC 5465 §5: new messages and expunged ones only together; changes of flags only with both.
  const [isNew, isGone] = [events.has('MESSAGENEW'), events.has('MESSAGEEXPUNGE')];
  if (isNew !== isGone || (events.has('FLAGCHANGE') && !isNew)) throw new BadSyntax('MessageNew and MessageExpunge go together');
  return { events, fetch };
}

/** The attributes as the client wrote them, after their `(`. */
function readFetch(reader: CommandReader, limits: ImapLimits): string {
  return `(${reader.textOf(() => {
    do readFetchItems(reader, limits);
    while (reader.sp());
    reader.expectChar(0x29);
  })}`;
}
