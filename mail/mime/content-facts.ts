import { decodeAddresses, decodeGroupNames, type MailAddress } from './address-list.ts';
import { baseSubject } from './base-subject.ts';
import { formatBody } from './body-structure.ts';
import { decodeOctetString, displayText } from './charset.ts';
import { parseDateTime } from './date-time.ts';
import type { Defect } from './defect.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { formatEnvelope, readAddressFields } from './envelope.ts';
import { subjectCharactersMax } from './limits.ts';
import { parseMessageId, parseMessageIds } from './message-id.ts';
import { decodeParameters, type RawParameter } from './parameters.ts';
import { hasAttachment, type SignedKind, signedKind } from './part-kinds.ts';
import { type ScannedPart, scanParts } from './part-tree.ts';

/** One part of a message. Offsets are octets of the content; texts are decoded, without NUL, so that jsonb takes them. */
export interface PartFacts {
  /** What names its body in IMAP: '' for the message, '1', '1.2', '2.TEXT' (see section-numbers.ts). */
  readonly section: string;
  /** Index in `parts` of the multipart or message that holds it; -1 for the root. */
  readonly parent: number;
  readonly headerStart: number;
  /** After the blank line. */
  readonly bodyStart: number;
  /** After the last octet of the body. */
  readonly end: number;
  /** Lower case; what it is taken for, which for parts that cannot be read as what they say is application/octet-stream or text/plain. */
  readonly type: string;
  readonly subtype: string;
  /** Names in lower case, each once, RFC 2231 and encoded-words decoded. */
  readonly parameters: readonly (readonly [string, string])[];
  /** Content-Transfer-Encoding, lower case; '7bit' when there is none. */
  readonly encoding: string;
  readonly disposition: string | null;
  /** From the disposition, else the type's `name`; not safe as a path. */
  readonly filename: string | null;
  /** Without angle brackets. */
  readonly contentId: string | null;
  readonly description: string | null;
  /** Of text and message parts; 0 of others. */
  readonly lines: number;
  /** A message inside this one: the next part is its root. */
  readonly isMessage: boolean;
}

/** Names of groups (RFC 5322 §3.4), whose members stand among the addresses. */
export interface GroupNames {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/** What is read once from a message's content and kept beside it. */
export interface ContentFacts {
  readonly size: number;
  /** Octets of the header section with its blank line. */
  readonly headerLength: number;
  /** Nothing at all needs no line end either. */
  readonly endsWithCrlf: boolean;
  /** In pre-order; [0] is the message itself. */
  readonly parts: readonly PartFacts[];
  /** ENVELOPE, BODYSTRUCTURE and BODY as IMAP sends them, parentheses included (RFC 9051 §7.5.2). No NUL. */
  readonly envelope: Buffer;
  readonly bodyStructure: Buffer;
  readonly body: Buffer;
  /** Without angle brackets, as are the next two. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** Decoded, NFC, one line. */
  readonly subject: string;
  /** RFC 5256 §2.1, its case kept. */
  readonly baseSubject: string;
  readonly from: readonly MailAddress[];
  /** From where the field is missing, as in ENVELOPE; so is `replyTo`. */
  readonly sender: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  /** Left out where there are none, as nearly always. */
  readonly groups?: GroupNames;
  readonly sentAt: Date | null;
  readonly hasAttachments: boolean;
  readonly signedKind: SignedKind;
  readonly defects: readonly Defect[];
}

const crlf = Buffer.from('\r\n');

/**
 * Reads a message's content (its octets as stored, CRLF or bare LF) once for everything the store, IMAP and search ask of it. Takes any
 * octets, never throws, and its work is linear in their number.
 */
export function scanContent(content: Buffer): ContentFacts {
  const { parts: scanned, defects } = scanParts(content);
  const { values, bodyStart: headerLength } = scanned[0]!;
  const parts = scanned.map(partFacts);
  const addresses = readAddressFields(values);
  const from = decodeAddresses(addresses.from);
  const orFrom = (items: typeof addresses.from) => (items === addresses.from ? from : decodeAddresses(items));
  const { body, bodyStructure } = formatBody(scanned);
  const subject = decodeText(values.get('subject') ?? '')
    .slice(0, subjectCharactersMax)
    .toWellFormed();
  const date = values.get('date');
  const sentAt = date === undefined ? null : parseDateTime(date);
  if (date !== undefined && sentAt === null) defects.add('bad-date');
  return {
    size: content.length,
    headerLength,
    endsWithCrlf: content.length === 0 || content.subarray(-2).equals(crlf),
    parts,
    envelope: Buffer.from(formatEnvelope(values, addresses), 'latin1'),
    bodyStructure: Buffer.from(bodyStructure, 'latin1'),
    body: Buffer.from(body, 'latin1'),
    messageId: parseMessageId(values.get('message-id') ?? ''),
    inReplyTo: parseMessageIds(values.get('in-reply-to') ?? ''),
    references: parseMessageIds(values.get('references') ?? ''),
    subject,
    baseSubject: baseSubject(subject),
    from,
    sender: orFrom(addresses.sender),
    replyTo: orFrom(addresses.replyTo),
    to: decodeAddresses(addresses.to),
    cc: decodeAddresses(addresses.cc),
    bcc: decodeAddresses(addresses.bcc),
    ...groupNames(addresses),
    sentAt,
    hasAttachments: hasAttachment(parts),
    signedKind: signedKind(content, parts[0]!),
    defects: [...defects],
  };
}

function groupNames(addresses: ReturnType<typeof readAddressFields>): { groups?: GroupNames } {
  const [from, to, cc, bcc] = [addresses.from, addresses.to, addresses.cc, addresses.bcc].map(decodeGroupNames) as [
    string[],
    string[],
    string[],
    string[],
  ];
  return from.length + to.length + cc.length + bcc.length === 0 ? {} : { groups: { from, to, cc, bcc } };
}

function decodeText(octets: string): string {
  return displayText(decodeEncodedWords(decodeOctetString(octets)));
}

function partFacts(part: ScannedPart): PartFacts {
  const { section, parent, headerStart, bodyStart, end, lines, isMessage, values } = part;
  const parameters = decodeParameters(part.typeParameters);
  const contentId = values.get('content-id');
  const description = values.get('content-description');
  return {
    section,
    parent,
    headerStart,
    bodyStart,
    end,
    type: displayText(part.type),
    subtype: displayText(part.subtype),
    parameters,
    encoding: displayText(part.encoding),
    disposition: part.disposition === null ? null : displayText(part.disposition.value),
    filename: filename(part.disposition?.parameters, parameters),
    contentId: contentId === undefined ? null : parseMessageId(contentId),
    description: description === undefined ? null : decodeText(description),
    lines,
    isMessage,
  };
}

function filename(disposition: readonly RawParameter[] | undefined, typeParameters: readonly (readonly [string, string])[]): string | null {
  const named = disposition === undefined ? undefined : decodeParameters(disposition).find(([name]) => name === 'filename')?.[1];
  return named || typeParameters.find(([name]) => name === 'name')?.[1] || null;
}
