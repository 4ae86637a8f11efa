import type { PartFacts } from './content-facts.ts';

/** Octets of the content that a section names. */
export interface SectionRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /**
   * The section begins with the message's own header. At delivery a prefix of trace fields is put before the content, so what a
   * client is told is that prefix and then the range; offsets here never count it.
   */
  readonly beginsWithPrefix: boolean;
}

const texts = 'HEADER|TEXT|MIME|HEADER\\.FIELDS|HEADER\\.FIELDS\\.NOT';
const sectionForm = new RegExp(`^(?:([1-9]\\d{0,9}(?:\\.[1-9]\\d{0,9})*)(?:\\.(${texts}))?|(${texts}))?$`, 'i');

/**
 * Resolves a section of BODY[…] (RFC 9051 §6.4.5.1): '' for everything, 'HEADER', 'TEXT', '1.2', '1.2.MIME', '1.2.HEADER',
 * '1.2.TEXT', in any case. HEADER.FIELDS and HEADER.FIELDS.NOT, without their list, give the header to choose from (`filterHeaderFields`).
 * Null when there is no such part, or the part has no such text.
 */
export function resolveSection(parts: readonly PartFacts[], spec: string): SectionRange | null {
  const match = sectionForm.exec(spec);
  const root = parts[0];
  if (match === null || root === undefined) return null;
  const text = (match[2] ?? match[3])?.toUpperCase().split('.')[0];
  if (match[1] === undefined) return ofMessage(root, 0, text);
  // A message that is no multipart is its own part 1.
  const index = match[1] === '1' && root.type !== 'multipart' ? 0 : parts.findIndex((part) => part.section === match[1]);
  const part = parts[index];
  if (part === undefined) return null;
  if (text === undefined) return range(part.bodyStart, part.end);
  // The trace fields of a delivery are the message's, not its part 1's.
  if (text === 'MIME') return range(part.headerStart, part.bodyStart);
  const inner = part.isMessage ? parts[index + 1] : undefined; // RFC 9051: HEADER and TEXT of a part only where it is a message
  return inner === undefined ? null : ofMessage(inner, index + 1, text);
}

/** The texts of the message whose root is this part. */
function ofMessage(root: PartFacts, index: number, text: string | undefined): SectionRange | null {
  if (text === undefined) return range(root.headerStart, root.end, index === 0);
  if (text === 'HEADER') return range(root.headerStart, root.bodyStart, index === 0);
  return text === 'TEXT' ? range(root.bodyStart, root.end) : null;
}

function range(start: number, end: number, beginsWithPrefix = false): SectionRange {
  return { start, end, beginsWithPrefix };
}
