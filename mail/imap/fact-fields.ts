import { vietnamDay } from '#kernel/vietnam-time.ts';
import type { MailAddress } from '#mail/mime/address-list.ts';
import { decodeDate } from './wire-encoder.ts';

/** The header fields that facts answer for, so that no octets are read. */
export type FactField = 'subject' | 'from' | 'to' | 'cc' | 'bcc' | 'message-id' | 'in-reply-to' | 'references';

const factFields = new Set(['subject', 'from', 'to', 'cc', 'bcc', 'message-id', 'in-reply-to', 'references'] satisfies FactField[]);

export function isFactField(name: string): name is FactField {
  return (factFields as ReadonlySet<string>).has(name);
}

/** As people see it in a header: `Nguyễn Văn An <an@backan.gov.vn>, …`, with the groups that hold them, `Phòng CNTT:`, before. */
export function addressText(addresses: readonly MailAddress[], groupNames: readonly string[] = []): string {
  if (addresses.length + groupNames.length === 0) return '';
  const shown = addresses.map(({ name, localPart, domain }) => `${name ?? ''} <${localPart}@${domain}>`.trimStart());
  return [...groupNames.map((name) => `${name}:`), ...shown].join(', ');
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
