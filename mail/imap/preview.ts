import { streamSafe } from '#kernel/stream-safe.ts';
import { decodeCharset } from '#mail/mime/charset.ts';
import type { PartFacts } from '#mail/mime/content-facts.ts';
import { htmlText } from '#mail/mime/html-text.ts';
import { decodeTransferEncoding } from '#mail/mime/transfer-encoding.ts';
import type { MessageFacts } from './backend.ts';
import { imapLimits } from './limits.ts';
import type { SectionSource } from './message-sections.ts';

/**
 * The beginning of a message's text in words (RFC 8970): of its first text that is no attachment, marks kept, one line. Read from a
 * stretch of the part only. null: there is no text.
 */
export function previewSource(facts: MessageFacts): SectionSource | null {
  const part = facts.parts.find(({ type, disposition }) => type === 'text' && disposition !== 'attachment');
  if (part === undefined) return null;
  const start = part.bodyStart + facts.prefixOctets;
  const end = Math.min(part.end + facts.prefixOctets, start + imapLimits.previewOctets);
  return { kind: 'made', range: { start, end }, make: (octets) => Buffer.from(previewText(octets, part)) };
}

export function previewText(octets: Buffer, part: Pick<PartFacts, 'subtype' | 'encoding' | 'parameters'>): string {
  const charset = part.parameters.find(([name]) => name === 'charset')?.[1] ?? null;
  const decoded = decodeCharset(decodeTransferEncoding(octets, part.encoding), charset);
  // Where the stretch was cut inside a character, its rest is no character.
  const text = (part.subtype === 'html' ? htmlText(decoded) : decoded).replace(/\ufffd+$/u, '');
  const words = streamSafe(text)
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  // RFC 8970 §3.1: characters, not octets; a mark that would be cut from its letter goes with it.
  const characters = [...words];
  if (characters.length <= imapLimits.previewCharactersMax) return words;
  let count = imapLimits.previewCharactersMax;
  while (count > 0 && /^\p{M}$/u.test(characters[count]!)) count -= 1;
  return characters.slice(0, count).join('').trimEnd();
}
