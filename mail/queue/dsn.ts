import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { formatDateTime } from '#mail/mime/date-time.ts';
import { encodeHeaderText } from '#mail/mime/encoded-word.ts';
import { findHeaderEnd, headerFields } from '#mail/mime/header-fields.ts';
import { formatHeaderField } from '#mail/mime/header-writer.ts';
import { parseMessageId, parseMessageIds } from '#mail/mime/message-id.ts';
import { encodeBase64 } from '#mail/mime/transfer-encoding.ts';
import { queueLimits } from './limits.ts';
import type { NoticeAction } from './notice-rules.ts';
import { noticeSubject, noticeText } from './notice-text.ts';
import type { QueuedMessage } from './queued-message.ts';
import type { NoticeRecipient } from './settle-rules.ts';

/** Who reports. */
export interface ReportingIdentity {
  /** Reporting-MTA: this system's name in SMTP. */
  readonly hostname: string;
  /** MAILER-DAEMON's domain. */
  readonly domain: string;
}

export interface NoticeInput {
  readonly action: NoticeAction;
  readonly message: QueuedMessage;
  readonly recipients: readonly NoticeRecipient[];
  /** The message as it was to go out: prefix and content. */
  readonly original: Buffer;
  readonly now: Date;
  /** Makes Message-ID and boundary: random, letters and digits. */
  readonly unique: string;
}

/** A delivery status notification (RFC 3464 in a multipart/report of RFC 6522), ready to deliver from `<>`. */
export function composeNotice(identity: ReportingIdentity, input: NoticeInput): Buffer {
  const boundary = `=_congthu_${input.unique}`;
  const part = (header: readonly string[], body: Buffer) => [
    Buffer.from(`--${boundary}\r\n${header.join('')}\r\n`, 'latin1'),
    body,
    Buffer.from('\r\n'),
  ];
  const { message, action } = input;
  const retryUntil = action === 'delayed' ? formatDateTime(message.expiresAt, vietnamOffsetMinutes) : null;
  const text = encodeBase64(Buffer.from(noticeText(action, input.recipients, retryUntil), 'utf8'));
  const returned = returnedPart(input);
  return Buffer.concat([
    Buffer.from(noticeHeader(identity, input, boundary), 'utf8'),
    ...part([field('Content-Type', 'text/plain; charset=utf-8'), field('Content-Transfer-Encoding', 'base64')], text),
    ...part([field('Content-Type', 'message/delivery-status')], Buffer.from(deliveryStatus(identity, input), 'latin1')),
    ...part([field('Content-Type', returned.type), ...returned.encoding], returned.octets),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

const field = formatHeaderField;

function noticeHeader(identity: ReportingIdentity, input: NoticeInput, boundary: string): string {
  const { inReplyTo, references } = threadOf(input.original);
  return [
    field('From', `${encodeHeaderText('Hệ thống thư Công Thư')} <MAILER-DAEMON@${identity.domain}>`),
    field('To', `<${input.message.envelopeFrom}>`),
    field('Subject', encodeHeaderText(noticeSubject(input.action))),
    field('Date', formatDateTime(input.now, vietnamOffsetMinutes)),
    field('Message-ID', `<${input.unique}@${identity.hostname}>`),
    ...(inReplyTo === null ? [] : [field('In-Reply-To', `<${inReplyTo}>`)]),
    ...(references.length === 0 ? [] : [field('References', references.map((id) => `<${id}>`).join(' '))]),
    field('Auto-Submitted', 'auto-replied'), // RFC 3834 §5; RFC 3464 §2
    field('MIME-Version', '1.0'),
    field('Content-Type', `multipart/report; report-type=delivery-status; boundary="${boundary}"`),
    '\r\n',
  ].join('');
}

/** RFC 5322 §3.6.4: the original's identifier, and its ancestors before it. */
function threadOf(original: Buffer): { inReplyTo: string | null; references: string[] } {
  const fields = headerFields(original.subarray(0, findHeaderEnd(original)));
  const firstValue = (name: string) => fields.find((one) => one.name.toLowerCase() === name)?.value ?? '';
  const inReplyTo = parseMessageId(firstValue('message-id'));
  const ancestors = parseMessageIds(firstValue('references')).filter((id) => id !== inReplyTo);
  return { inReplyTo, references: inReplyTo === null ? ancestors : [...ancestors, inReplyTo] };
}

/** The machine-readable part (RFC 3464 §2.2 and §2.3), ASCII throughout. */
function deliveryStatus(identity: ReportingIdentity, input: NoticeInput): string {
  const { message } = input;
  const perMessage = [
    ...(message.envelopeId === null ? [] : [field('Original-Envelope-Id', ascii(message.envelopeId))]),
    field('Reporting-MTA', `dns; ${identity.hostname}`),
    field('Arrival-Date', formatDateTime(message.createdAt, vietnamOffsetMinutes)),
  ];
  return [perMessage, ...input.recipients.map((one) => recipientStatus(input, one))].map((group) => group.join('')).join('\r\n');
}

function recipientStatus({ action, message }: NoticeInput, recipient: NoticeRecipient): string[] {
  const { answer } = recipient;
  return [
    ...(recipient.originalRecipient === null ? [] : [field('Original-Recipient', typedAddress(recipient.originalRecipient))]),
    field('Final-Recipient', typedAddress(`rfc822;${recipient.address}`)),
    field('Action', action),
    field('Status', answer.status),
    ...(answer.host === null ? [] : [field('Remote-MTA', `dns; ${ascii(answer.host)}`)]),
    // RFC 3464 §2.3.6: only what another system said is an smtp diagnostic; ours has a type of its own.
    field('Diagnostic-Code', `${answer.from === 'server' ? 'smtp' : 'x-congthu'}; ${ascii(answer.reply)}`),
    ...(action === 'delayed' ? [field('Will-Retry-Until', formatDateTime(message.expiresAt, vietnamOffsetMinutes))] : []),
  ];
}

/** `type; address`; a UTF-8 address in the escaped form that fits a message/delivery-status (RFC 6533 §3, utf-8-addr-xtext). */
function typedAddress(text: string): string {
  const semicolon = text.indexOf(';');
  const type = text.slice(0, semicolon).trim();
  const address = text.slice(semicolon + 1).trim();
  if (!/[^\x20-\x7e]/.test(address)) return `${type}; ${address}`;
  const escaped = Array.from(address, (character) =>
    /[\x21-\x2a\x2c-\x3c\x3e-\x5b\x5d-\x7e]/.test(character) ? character : `\\x{${character.codePointAt(0)!.toString(16).toUpperCase()}}`,
  );
  return `utf-8; ${escaped.join('')}`;
}

function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

/** RFC 3461 §4.3: the whole only with a failure and unless RET=HDRS; else the header section. Both cut by size. */
function returnedPart({ action, message, original }: NoticeInput): { type: string; encoding: string[]; octets: Buffer } {
  const isWhole = action === 'failed' && message.dsnReturn !== 'headers' && original.length <= queueLimits.returnedOctetsMax;
  const octets = isWhole ? original : headerCut(original);
  const encoding = octets.some((octet) => octet > 0x7f) ? [field('Content-Transfer-Encoding', '8bit')] : [];
  return { type: isWhole ? 'message/rfc822' : 'text/rfc822-headers', encoding, octets };
}

function headerCut(original: Buffer): Buffer {
  const header = original.subarray(0, findHeaderEnd(original));
  if (header.length <= queueLimits.returnedHeaderOctetsMax) return header;
  return header.subarray(0, header.lastIndexOf('\r\n', queueLimits.returnedHeaderOctetsMax) + 2);
}
