import { vietnamDay } from '#kernel/vietnam-time.ts';
import type { MailAddress } from '#mail/mime/address-list.ts';
import { casemap, foldForSearch } from '#mail/mime/fold-text.ts';
import type { SearchFacts } from './backend.ts';
import { decodeDate } from './wire-encoder.ts';

/** The header fields that facts answer for, so that no octets are read. */
export type FactField = 'subject' | 'from' | 'to' | 'cc' | 'bcc' | 'message-id' | 'in-reply-to' | 'references';

const factFields = new Set(['subject', 'from', 'to', 'cc', 'bcc', 'message-id', 'in-reply-to', 'references'] satisfies FactField[]);

export function isFactField(name: string): name is FactField {
  return (factFields as ReadonlySet<string>).has(name);
}

/** A message as SEARCH, SORT and THREAD look at it: texts folded once, kept while the mailbox is in use. */
export interface Searchable {
  readonly uid: number;
  readonly emailId: string;
  /** Moments as milliseconds. */
  readonly internalAt: number;
  readonly savedAt: number;
  readonly sentAt: number | null;
  /** The day written in the Date field, whatever its time and zone (RFC 9051 §6.4.4, SENTBEFORE). */
  readonly sentDay: number | null;
  readonly sizeOctets: number;
  readonly fields: Readonly<Record<FactField, string>>;
  readonly baseSubject: string;
  readonly isReply: boolean;
  readonly messageId: string | null;
  /** Its ancestors, the nearest last (RFC 5256 §3): References, else the first of In-Reply-To. */
  readonly ancestors: readonly string[];
  /** The first address of each: what SORT compares. */
  readonly first: { readonly from: MailAddress | undefined; readonly to: MailAddress | undefined; readonly cc: MailAddress | undefined };
}

export function searchable(facts: SearchFacts): Searchable {
  const { uid, emailId, sizeOctets, sentAt, messageId, references, inReplyTo, from, to, cc, bcc, groups } = facts;
  const baseSubject = casemap(facts.baseSubject);
  return {
    ...{ uid, emailId, sizeOctets, messageId, baseSubject },
    internalAt: facts.internalDate.getTime(),
    savedAt: facts.savedDate.getTime(),
    sentAt: sentAt === null ? null : sentAt.getTime(),
    sentDay: sentDay(sentAt === null ? null : sentAt.getTime(), facts.envelopeStart.toString('latin1')),
    fields: {
      subject: foldForSearch(facts.subject),
      from: addressText(from, groups?.from),
      to: addressText(to, groups?.to),
      cc: addressText(cc, groups?.cc),
      bcc: addressText(bcc, groups?.bcc),
      'message-id': idText(messageId === null ? [] : [messageId]),
      'in-reply-to': idText(inReplyTo),
      references: idText(references),
    },
    // RFC 5256 §2.1: what the base subject left out shows a reply or a forward.
    isReply: casemap(facts.subject.trim()).length > baseSubject.length,
    ancestors: references.length > 0 ? references : inReplyTo.slice(0, 1),
    first: { from: from[0], to: to[0], cc: cc[0] },
  };
}

/** As people see it in a header: `Nguyễn Văn An <an@backan.gov.vn>, …`, with the groups that hold them, `Phòng CNTT:`, before. */
export function addressText(addresses: readonly MailAddress[], groupNames: readonly string[] = []): string {
  if (addresses.length + groupNames.length === 0) return '';
  const shown = addresses.map(({ name, localPart, domain }) => `${name ?? ''} <${localPart}@${domain}>`.trimStart());
  return foldForSearch([...groupNames.map((name) => `${name}:`), ...shown].join(', '));
}

export function idText(ids: readonly string[]): string {
  return ids.length === 0 ? '' : ids.map((id) => `<${id.toLowerCase()}>`).join(' ');
}

/** `("Thu, 1 Oct 2026 …` at the beginning of an ENVELOPE. */
const written = /^\("[^"]{0,20}?(\d{1,2})[ -]([A-Za-z]{3})[A-Za-z]*[ -](\d{4})\b/;
const dayMs = 24 * 60 * 60_000;

/** RFC 9051 §6.4.4: the day as it is written, given the beginning of the ENVELOPE; else that of the moment. */
export function sentDay(sentAt: number | null, envelopeStart: string): number | null {
  const match = written.exec(envelopeStart);
  const date = match === null ? null : decodeDate(`${match[1]}-${match[2]}-${match[3]}`);
  if (date !== null) return date.getTime() / dayMs;
  return sentAt === null ? null : vietnamDay(new Date(sentAt));
}
