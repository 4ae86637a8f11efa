import { type EmailAddress, parseEmailAddress } from '#kernel/email-address.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { parseAddressList } from '#mail/mime/address-list.ts';
import type { ContentFacts } from '#mail/mime/content-facts.ts';
import { decodeEncodedWords } from '#mail/mime/encoded-word.ts';
import { type HeaderField, headerFields } from '#mail/mime/header-fields.ts';
import { deliveryLimits } from './limits.ts';

/**
 * Whom a submitted message says it is from: every address of From, Sender, Resent-From and Resent-Sender, and every address that
 * stands in their names and comments, which is what many readers show. A message without From, or with two such fields (each reader
 * would believe another one), cannot be checked and is refused (RFC 5322 §3.6: exactly one).
 */
export function claimedAuthors(octets: Buffer, facts: ContentFacts): Result<EmailAddress[]> {
  const header = octets.subarray(0, facts.headerLength);
  const fields = headerFields(header);
  const named = (...names: string[]) => fields.filter((field) => names.includes(field.name.toLowerCase()));
  const [senders, resent] = [named('sender'), named('resent-from', 'resent-sender')];
  if (named('from').length !== 1) return invalid('Message must have exactly one From field');
  if (senders.length > 1) return invalid('Message must not have more than one Sender field');
  if (hidesAuthor(header, fields)) return invalid('Header has a broken line that could be read as From or Sender');
  const listed = [...facts.from, ...(senders.length === 1 ? facts.sender : []), ...resent.flatMap(({ value }) => parseAddressList(value))];
  if (listed.length > deliveryLimits.authorsMax) return tooMany;
  if (listed.length === 0 || listed.some(({ localPart, domain }) => localPart === '' || domain === ''))
    return invalid('From field has no usable address');
  const shown = [...named('from'), ...senders, ...resent].flatMap(({ value }) => addressesIn(decodeEncodedWords(value)));
  const authors = distinct([...listed.map(({ localPart, domain }) => ({ localPart, domain })), ...shown]);
  return authors.length > deliveryLimits.authorsMax ? tooMany : ok(authors);
}

const invalid = (message: string) => refused(refusal('invalid', message));
const tooMany = refused(refusal('limit', `Message names more than ${deliveryLimits.authorsMax} authors`));

// `From` folded before its colon, or with blanks in front: no field to us, but to some readers.
const authorLike = /^[ \t]*(?:resent-)?(?:from|sender)\s*:/im;

/** Whether what stands between the fields could be taken for one that names an author. */
function hidesAuthor(header: Buffer, fields: readonly HeaderField[]): boolean {
  const ends = [0, ...fields.map(({ end }) => end)];
  const starts = [...fields.map(({ start }) => start), header.length];
  return ends.some((end, gap) => end < starts[gap]! && authorLike.test(header.toString('latin1', end, starts[gap])));
}

/** Whatever looks like an address in a text: quoted, in a comment or in plain words. */
function addressesIn(text: string): EmailAddress[] {
  return text.split(/[\s"(),:;<>[\]\\]+/).flatMap((word) => {
    const address = word.includes('@') ? parseEmailAddress(word.replace(/^['`.]+|['`.]+$/g, '')) : null;
    return address?.ok && address.value.domain.includes('.') ? [address.value] : [];
  });
}

function distinct(addresses: readonly EmailAddress[]): EmailAddress[] {
  return [...new Map(addresses.map((one) => [`${one.localPart}@${one.domain}`, one])).values()];
}
