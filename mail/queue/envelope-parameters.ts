import type { DsnNotify } from './queued-message.ts';

/** What the next server announced in EHLO, as far as it matters here. */
export interface Announced {
  readonly smtpUtf8: boolean;
  readonly dsn: boolean;
  readonly eightBitMime: boolean;
  /** Octets; 0 when it set no limit. */
  readonly sizeMax: number;
}

/** Parameters that differ by recipient or that the library does not write. */
export interface EnvelopeParameters {
  readonly smtpUtf8: boolean;
  /** null: the server does not know DSN. */
  readonly dsn: { readonly ret: 'full' | 'headers' | null; readonly envid: string | null } | null;
  readonly recipients: ReadonlyMap<string, { readonly notify: readonly DsnNotify[]; readonly originalRecipient: string | null }>;
}

/** A MAIL or RCPT command with the parameters of RFC 6531 §3.4 and RFC 3461 §4.1–4.4 added; any other line as it is. */
export function withParameters(line: string, parameters: EnvelopeParameters): string {
  if (line.startsWith('MAIL FROM:<')) return [line, ...mailParameters(line, parameters)].join(' ');
  if (line.startsWith('RCPT TO:<')) return [line, ...recipientParameters(line, parameters)].join(' ');
  return line;
}

function mailParameters(line: string, { smtpUtf8, dsn }: EnvelopeParameters): string[] {
  return [
    ...(smtpUtf8 && !/ SMTPUTF8\b/.test(line) ? ['SMTPUTF8'] : []),
    ...(dsn?.ret == null ? [] : [`RET=${dsn.ret === 'full' ? 'FULL' : 'HDRS'}`]),
    ...(dsn?.envid == null ? [] : [`ENVID=${xtext(dsn.envid)}`]),
  ];
}

function recipientParameters(line: string, { dsn, recipients }: EnvelopeParameters): string[] {
  const recipient = recipients.get(line.slice('RCPT TO:<'.length, line.lastIndexOf('>')));
  if (dsn === null || recipient === undefined) return [];
  const { notify, originalRecipient } = recipient;
  return [
    ...(notify.length === 0 ? [] : [`NOTIFY=${notify.map((word) => word.toUpperCase()).join(',')}`]),
    ...(originalRecipient === null ? [] : [`ORCPT=${orcpt(originalRecipient)}`]),
  ];
}

/** RFC 3461 §4: octets outside the printable, and `+` and `=`, as +XX. */
export function xtext(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/[^\x21-\x2a\x2c-\x3c\x3e-\x7e]/g, (octet) => `+${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function orcpt(typed: string): string {
  const semicolon = typed.indexOf(';');
  return semicolon < 0 ? `rfc822;${xtext(typed)}` : `${typed.slice(0, semicolon)};${xtext(typed.slice(semicolon + 1).trim())}`;
}
