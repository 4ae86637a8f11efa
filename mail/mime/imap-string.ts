const quotable = /^[\x20-\x7e]*$/;
const nul = /\0/g;

/**
 * Octets (one per character) as an IMAP nstring (RFC 9051 §4.3): quoted when printable ASCII, else a literal. NUL, which neither may
 * hold, becomes "?".
 */
export function imapNString(octets: string | null | undefined): string {
  if (octets === null || octets === undefined) return 'NIL';
  if (quotable.test(octets)) return `"${octets.includes('"') || octets.includes('\\') ? octets.replace(/["\\]/g, '\\$&') : octets}"`;
  return `{${octets.length}}\r\n${octets.replace(nul, '?')}`;
}
