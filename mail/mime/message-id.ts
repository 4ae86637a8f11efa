import { decodeOctetString, displayText } from './charset.ts';
import { messageIdOctetsMax, referencesMax } from './limits.ts';

const angled = /<([^<>]*)>/g;

/** The message identifiers in a References, In-Reply-To or Message-ID value, without their angle brackets and blanks, each once. */
export function parseMessageIds(value: string): string[] {
  const ids = new Set<string>();
  for (const match of value.matchAll(angled)) {
    const id = displayText(decodeOctetString(match[1]!)).replace(/\s+/g, '');
    if (id !== '' && id.length <= messageIdOctetsMax) ids.add(id);
  }
  const all = [...ids];
  // The root and the latest say where a message belongs (RFC 5256 §3, REFERENCES).
  return all.length > referencesMax ? [all[0]!, ...all.slice(1 - referencesMax)] : all;
}

/** The identifier of a Message-ID field; one written without angle brackets is accepted when it is a single word. */
export function parseMessageId(value: string): string | null {
  const first = parseMessageIds(value)[0];
  if (first !== undefined) return first;
  const bare = displayText(decodeOctetString(value));
  return bare === '' || bare.length > messageIdOctetsMax || /[\s<>]/.test(bare) ? null : bare;
}
