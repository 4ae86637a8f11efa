import { parseRawAddressList, type RawAddress, type RawGroup } from './address-list.ts';
import { imapNString } from './imap-string.ts';

type AddressItems = readonly (RawAddress | RawGroup)[];

/** The address fields of one message, read once for ENVELOPE and for the facts. */
export interface AddressFields {
  readonly from: AddressItems;
  readonly sender: AddressItems;
  readonly replyTo: AddressItems;
  readonly to: AddressItems;
  readonly cc: AddressItems;
  readonly bcc: AddressItems;
}

/** Sender and Reply-To are From when they are missing or empty (RFC 9051 §7.5.2). */
export function readAddressFields(values: ReadonlyMap<string, string>): AddressFields {
  const read = (name: string) => parseRawAddressList(values.get(name) ?? '');
  const from = read('from');
  const orFrom = (items: AddressItems) => (items.length > 0 ? items : from);
  return { from, sender: orFrom(read('sender')), replyTo: orFrom(read('reply-to')), to: read('to'), cc: read('cc'), bcc: read('bcc') };
}

/** ENVELOPE (RFC 9051 §7.5.2) with its parentheses, octets one per character: values unfolded, encoded-words as they stand. */
export function formatEnvelope(values: ReadonlyMap<string, string>, addresses: AddressFields): string {
  const field = (name: string) => imapNString(values.get(name));
  const { from, sender, replyTo, to, cc, bcc } = addresses;
  const author = formatAddresses(from);
  const orAuthor = (items: AddressItems) => (items === from ? author : formatAddresses(items));
  const lists = `${author} ${orAuthor(sender)} ${orAuthor(replyTo)} ${formatAddresses(to)} ${formatAddresses(cc)} ${formatAddresses(bcc)}`;
  return `(${field('date')} ${field('subject')} ${lists} ${field('in-reply-to')} ${field('message-id')})`;
}

function formatAddresses(items: AddressItems): string {
  return items.length === 0 ? 'NIL' : `(${items.map(formatItem).join('')})`;
}

/** A group is opened by an address without host that holds its name, and closed by one without either. */
function formatItem(item: RawAddress | RawGroup): string {
  if (item.kind === 'address') return formatAddress(item);
  return `(NIL NIL ${imapNString(item.name)} NIL)${item.members.map(formatAddress).join('')}(NIL NIL NIL NIL)`;
}

/** A missing host is "", because NIL would say that a group begins. */
function formatAddress(address: RawAddress): string {
  return `(${imapNString(address.name)} ${imapNString(address.route)} ${imapNString(address.localPart)} ${imapNString(address.domain)})`;
}
