import { randomUUID } from 'node:crypto';
import { formatDateTime } from '#mail/mime/date-time.ts';
import { headerFields } from '#mail/mime/header-fields.ts';
import { formatHeaderField } from '#mail/mime/header-writer.ts';
import { removeHeaderFields } from '#mail/mime/remove-header-fields.ts';

/**
 * The only cut made to arriving mail: fields that claim our own verdict (RFC 8601 §5). Everything else is kept octet for octet, or a
 * signature would break.
 */
export function withoutForgedVerdicts(octets: Buffer, authservId: string): Buffer {
  return removeHeaderFields(octets, (name, value) => name === 'authentication-results' && claimsToBe(value, authservId));
}

// authserv-id comes first, perhaps after a comment, and ends at white space or a semicolon (RFC 8601 §2.2).
function claimsToBe(value: string, authservId: string): boolean {
  const id = /^\s*(?:\([^)]*\)\s*)*"?([^\s;"]+)/.exec(value)?.[1];
  return id?.toLowerCase() === authservId.toLowerCase();
}

/** A submitted message as it goes on: Bcc gone (RFC 5322 §3.6.3), Date and Message-ID put in front where missing (RFC 6409 §8.2, §8.3). */
export function completedSubmission(octets: Buffer, facts: { hostname: string; at: Date }): Buffer {
  const withoutBcc = removeHeaderFields(octets, (name) => name === 'bcc' || name === 'resent-bcc');
  const names = new Set(headerFields(withoutBcc).map((field) => field.name.toLowerCase()));
  const missing = [
    names.has('date') ? '' : formatHeaderField('Date', formatDateTime(facts.at, 0)),
    names.has('message-id') ? '' : formatHeaderField('Message-ID', `<${randomUUID()}@${facts.hostname}>`),
  ].join('');
  return missing === '' ? withoutBcc : Buffer.concat([Buffer.from(missing), withoutBcc]);
}
