import type { EmailAddress } from '#kernel/email-address.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { ContentFacts } from '#mail/mime/content-facts.ts';
import { headerFields } from '#mail/mime/header-fields.ts';

/**
 * Whom a submitted message says it is from: every address of From, and Sender. A message without From, or with two such fields (each
 * reader would believe another one), cannot be checked and is refused (RFC 5322 §3.6: exactly one).
 */
export function claimedAuthors(octets: Buffer, facts: ContentFacts): Result<EmailAddress[]> {
  const names = headerFields(octets.subarray(0, facts.headerLength)).map((field) => field.name.toLowerCase());
  const count = (name: string) => names.filter((one) => one === name).length;
  if (count('from') !== 1) return refused(refusal('invalid', 'Message must have exactly one From field'));
  if (count('sender') > 1) return refused(refusal('invalid', 'Message must not have more than one Sender field'));
  const claimed = [...facts.from, ...(count('sender') === 1 ? facts.sender : [])];
  const authors = claimed.map(({ localPart, domain }) => ({ localPart, domain }));
  if (authors.length === 0 || authors.some((author) => author.localPart === '' || author.domain === ''))
    return refused(refusal('invalid', 'From field has no usable address'));
  return ok(authors);
}
