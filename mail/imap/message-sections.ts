import type { PartFacts } from '#mail/mime/content-facts.ts';
import { filterHeaderFields } from '#mail/mime/header-fields.ts';
import { resolveSection } from '#mail/mime/section.ts';
import { decodeTransferEncoding } from '#mail/mime/transfer-encoding.ts';
import type { MessageFacts } from './backend.ts';
import type { BinaryItem, Partial, SectionItem } from './fetch-items.ts';

/** Octets of the whole message (this delivery's prefix, then the content), end exclusive. */
export interface OctetRange {
  readonly start: number;
  readonly end: number;
}

/** What is to be sent for an item: a stretch of the message, what must first be made of one, or a size known without. null: there is no such part. */
export type SectionSource =
  | { readonly kind: 'range'; readonly range: OctetRange }
  | { readonly kind: 'size'; readonly octets: number }
  | { readonly kind: 'made'; readonly range: OctetRange; make(octets: Buffer): Buffer };

export function sectionSource(item: SectionItem, facts: MessageFacts): SectionSource | null {
  const whole = rangeOf(item.section, facts);
  if (whole === null) return null;
  const { fields, partial } = item;
  if (fields === null) return { kind: 'range', range: cutRange(whole, partial) };
  return { kind: 'made', range: whole, make: (header) => cutOctets(filterHeaderFields(header, fields.names, fields.not), partial) };
}

/** Offsets of facts are into the content: the prefix stands before it (RFC822.SIZE and BODY[] count both). */
export function rangeOf(section: string, facts: MessageFacts): OctetRange | null {
  if (section === '') return { start: 0, end: facts.sizeOctets };
  const found = resolveSection(facts.parts, section);
  if (found === null) return null;
  const start = found.beginsWithPrefix ? 0 : found.start + facts.prefixOctets;
  return { start, end: found.end + facts.prefixOctets };
}

const identityEncodings = new Set(['7bit', '8bit', 'binary']);
const knownEncodings = new Set([...identityEncodings, 'base64', 'quoted-printable']);

/** BINARY (RFC 3516 §4.2): the part without its transfer encoding. 'unknown-encoding' when nobody could take that off. */
export function binarySource(item: BinaryItem, facts: MessageFacts): SectionSource | 'unknown-encoding' | null {
  const range = rangeOf(item.section, facts);
  if (range === null) return null;
  const encoding = item.section === '' ? '7bit' : leafEncoding(facts.parts, item.section);
  if (!knownEncodings.has(encoding)) return 'unknown-encoding';
  if (identityEncodings.has(encoding)) {
    if (item.kind === 'binary-size') return { kind: 'size', octets: range.end - range.start };
    return { kind: 'range', range: cutRange(range, item.partial) };
  }
  return { kind: 'made', range, make: (octets) => cutOctets(decodeTransferEncoding(octets, encoding), item.partial) };
}

function leafEncoding(parts: readonly PartFacts[], section: string): string {
  const part = parts.find((part) => part.section === section) ?? (section === '1' ? parts[0] : undefined);
  if (part === undefined || part.type === 'multipart' || part.isMessage) return '7bit';
  return part.encoding;
}

function cutRange(range: OctetRange, partial: Partial | null): OctetRange {
  if (partial === null) return range;
  const start = Math.min(range.start + partial.start, range.end);
  return { start, end: Math.min(start + partial.octets, range.end) };
}

function cutOctets(octets: Buffer, partial: Partial | null): Buffer {
  return partial === null ? octets : octets.subarray(partial.start, partial.start + partial.octets);
}
