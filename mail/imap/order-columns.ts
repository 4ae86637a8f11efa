import type { MailAddress } from '#mail/mime/address-list.ts';
import { casemap } from '#mail/mime/fold-text.ts';
import type { SearchColumns } from './backend.ts';

interface Order<Name extends keyof SearchColumns = keyof SearchColumns> {
  /** What is asked of the store. */
  readonly column: Name;
  /** As it is compared. */
  readonly value: (raw: SearchColumns[Name]) => string | number;
}

/** The store answers a column with values of its own kind: which that is the cache need not know. */
const by = <Name extends keyof SearchColumns>(column: Name, value: Order<Name>['value']) =>
  ({ column, value }) as { readonly column: keyof SearchColumns; readonly value: (raw: unknown) => string | number };
const localPart = (address: MailAddress | null) => casemap(address?.localPart ?? '');
const display = (address: MailAddress | null) => casemap(displayed(address));
const asItIs = (moment: number) => moment;

/** What SORT and THREAD put messages in order by, by the names of RFC 5256 §3 and RFC 5957. */
export const orders = {
  ARRIVAL: by('internal', asItIs),
  CC: by('first-cc', localPart),
  DATE: by('date', asItIs),
  DISPLAYFROM: by('first-from', display),
  DISPLAYTO: by('first-to', display),
  FROM: by('first-from', localPart),
  SIZE: by('size', asItIs),
  SUBJECT: by('base-subject', casemap),
  TO: by('first-to', localPart),
} as const;

export type OrderName = keyof typeof orders;

export function isOrderName(name: string): name is OrderName {
  return Object.hasOwn(orders, name);
}

/** RFC 5957 §3: the display name, else the address. */
function displayed(address: MailAddress | null): string {
  if (address === null) return '';
  return address.name || `${address.localPart}@${address.domain}`;
}
