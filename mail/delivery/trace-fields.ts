import { formatEmailAddress } from '#kernel/email-address.ts';
import { vietnamOffsetMinutes } from '#kernel/vietnam-time.ts';
import { formatDateTime } from '#mail/mime/date-time.ts';
import { formatHeaderField } from '#mail/mime/header-writer.ts';
import type { ReceivedMessage } from '#mail/smtp/backend.ts';

export interface TraceFacts {
  readonly message: Pick<ReceivedMessage, 'peer' | 'clientName' | 'protocol' | 'tlsCipher' | 'sender'>;
  readonly hostname: string;
  readonly id: string;
  readonly at: Date;
}

/** This delivery's own lines in front of the shared content: Return-Path, Delivered-To, Received (RFC 5321 §4.4). */
export function localTracePrefix(facts: TraceFacts, recipient: string): Buffer {
  const returnPath = facts.message.sender === null ? '<>' : `<${formatEmailAddress(facts.message.sender)}>`;
  return Buffer.from(
    formatHeaderField('Return-Path', returnPath) + formatHeaderField('Delivered-To', recipient) + receivedField(facts, recipient),
  );
}

/** What goes out in front of a relayed message. Without `for`: it would show one recipient of several to the others. */
export function relayTracePrefix(facts: TraceFacts): Buffer {
  return Buffer.from(receivedField(facts, null));
}

function receivedField({ message, hostname, id, at }: TraceFacts, recipient: string | null): string {
  const tls = message.tlsCipher === null ? '' : ` (${message.tlsCipher})`;
  const recipientClause = recipient === null ? '' : ` for <${recipient}>`;
  // The peer's name is its own claim: only characters of a domain or address literal go in.
  const clientName = message.clientName.replace(/[^A-Za-z0-9.:_[\]-]/g, '') || 'unknown';
  const peer = message.peer.address.includes(':') ? `IPv6:${message.peer.address}` : message.peer.address;
  return formatHeaderField(
    'Received',
    `from ${clientName} ([${peer}]) by ${hostname} with ${message.protocol}${tls} id ${id}${recipientClause}; ${formatDateTime(at, vietnamOffsetMinutes)}`,
  );
}
