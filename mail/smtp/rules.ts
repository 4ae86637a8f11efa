import type { Door } from './backend.ts';

/** The `with` protocol of the Received field (RFC 3848; RFC 6531 §4.3 for UTF8SMTP…). */
export function transmissionType(facts: {
  door: Door;
  extended: boolean;
  secure: boolean;
  authenticated: boolean;
  smtpUtf8: boolean;
}): string {
  if (!facts.extended) return 'SMTP';
  const suffix = `${facts.secure ? 'S' : ''}${facts.authenticated ? 'A' : ''}`;
  if (facts.door === 'lmtp') return `${facts.smtpUtf8 ? 'UTF8LMTP' : 'LMTP'}${suffix}`;
  return `${facts.smtpUtf8 ? 'UTF8SMTP' : 'ESMTP'}${suffix}`;
}

const receivedField = /^received[ \t]*:/gim;

/** How many Received fields a header has (RFC 5321 §6.3 counts them to find loops). */
export function countReceived(header: Buffer): number {
  return header.toString('latin1').match(receivedField)?.length ?? 0;
}

/** 127.0.0.0/8 or ::1. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
}
