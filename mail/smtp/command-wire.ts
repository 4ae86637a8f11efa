import { type EmailAddress, parseEmailAddress } from '#kernel/email-address.ts';
import type { DsnNotify } from './backend.ts';
import { type Reply, reply } from './reply.ts';

// The grammar of MAIL and RCPT (RFC 5321 §4.1.1.2 and .3, parameters of RFC 1870, 3461, 4954, 6152, 6531).

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reply: Reply };

export interface MailCommand {
  readonly sender: EmailAddress | null;
  readonly sizeOctets: number | null;
  readonly body: '7bit' | '8bitmime';
  readonly smtpUtf8: boolean;
  readonly dsnReturn: 'full' | 'headers' | null;
  readonly envelopeId: string | null;
}

export interface RcptCommand {
  readonly recipient: EmailAddress;
  readonly notify: readonly DsnNotify[];
  readonly originalRecipient: string | null;
}

const syntaxReply = (text: string) => ({ ok: false, reply: reply(501, '5.5.4', text) }) as const;
const needsUtf8 = { ok: false, reply: reply(553, '5.6.7', 'An address beyond ASCII needs SMTPUTF8') } as const;
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

/** `args` is what follows `MAIL `. */
export function parseMail(args: string): Parsed<MailCommand> {
  const split = splitPath(args, 'FROM');
  if (split === null) return syntaxReply('Syntax: MAIL FROM:<address> [parameters]');
  const parameters = parseParameters(split.parameters, ['SIZE', 'BODY', 'SMTPUTF8', 'RET', 'ENVID', 'AUTH']);
  if (!parameters.ok) return parameters;
  const found = parameters.value;
  const smtpUtf8 = found.has('SMTPUTF8');
  if (found.get('SMTPUTF8')) return syntaxReply('SMTPUTF8 takes no value');
  if (!smtpUtf8 && !isAscii(split.path)) return needsUtf8;
  const sender = split.path === '' ? null : parsePath(split.path, reply(553, '5.1.7', 'Sender address is malformed'));
  if (sender !== null && !sender.ok) return sender;
  const size = found.get('SIZE');
  if (size !== undefined && !/^\d{1,20}$/.test(size)) return syntaxReply('SIZE must be a number of octets');
  const body = (found.get('BODY') ?? '7BIT').toUpperCase();
  if (body !== '7BIT' && body !== '8BITMIME') return syntaxReply('BODY must be 7BIT or 8BITMIME');
  const ret = found.get('RET')?.toUpperCase() ?? null;
  if (ret !== null && ret !== 'FULL' && ret !== 'HDRS') return syntaxReply('RET must be FULL or HDRS');
  const envelopeId = found.has('ENVID') ? decodeXtext(found.get('ENVID')!) : null;
  if (envelopeId === '' || (found.has('ENVID') && envelopeId === null)) return syntaxReply('ENVID is malformed');
  return {
    ok: true,
    value: {
      sender: sender === null ? null : sender.value,
      sizeOctets: size === undefined ? null : Number(size),
      body: body === '7BIT' ? '7bit' : '8bitmime',
      smtpUtf8,
      dsnReturn: ret === null ? null : ret === 'FULL' ? 'full' : 'headers',
      envelopeId,
    },
  };
}

/** `args` is what follows `RCPT `. `<Postmaster>` without a domain belongs to `ownDomain` (RFC 5321 §4.5.1). */
export function parseRcpt(args: string, context: { smtpUtf8: boolean; ownDomain: string }): Parsed<RcptCommand> {
  const split = splitPath(args, 'TO');
  if (split === null || split.path === '') return syntaxReply('Syntax: RCPT TO:<address> [parameters]');
  if (!context.smtpUtf8 && !isAscii(split.path)) return needsUtf8;
  const parameters = parseParameters(split.parameters, ['NOTIFY', 'ORCPT']);
  if (!parameters.ok) return parameters;
  const path = /^postmaster$/i.test(split.path) ? `postmaster@${context.ownDomain}` : split.path;
  const recipient = parsePath(path, reply(553, '5.1.3', 'Recipient address is malformed'));
  if (!recipient.ok) return recipient;
  const notify = parseNotify(parameters.value.get('NOTIFY'));
  if (notify === null) return syntaxReply('NOTIFY must be NEVER, or a list of SUCCESS, FAILURE and DELAY');
  const original = parameters.value.get('ORCPT');
  const originalRecipient = original === undefined ? null : parseOriginalRecipient(original);
  if (original !== undefined && originalRecipient === null) return syntaxReply('ORCPT must be type;address in xtext');
  return { ok: true, value: { recipient: recipient.value, notify, originalRecipient } };
}

function parsePath(path: string, malformed: Reply): Parsed<EmailAddress> {
  const address = parseEmailAddress(path);
  return address.ok ? address : { ok: false, reply: malformed };
}

/** Finds `<path>` after `FROM:` or `TO:`; a source route is dropped (RFC 5321 §4.1.1.3). Spaces after the colon are forgiven. */
function splitPath(args: string, keyword: 'FROM' | 'TO'): { path: string; parameters: string } | null {
  const opening = new RegExp(`^${keyword}:[ \\t]*<`, 'i').exec(args);
  if (opening === null) return null;
  const start = opening[0].length;
  const end = closingBracket(args, start);
  if (end === -1) return null;
  const after = args.slice(end + 1);
  if (after !== '' && !after.startsWith(' ')) return null;
  const path = args.slice(start, end).replace(/^@[^\s,:<>]+(?:,@[^\s,:<>]+)*:/, '');
  return { path, parameters: after.trim() };
}

function closingBracket(text: string, start: number): number {
  let quoted = false;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (quoted && character === '\\') index++;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '>') return index;
    else if (!quoted && character === '<') return -1;
  }
  return -1;
}

const parameterSyntax = /^([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^\x00-\x20=\x7f]+))?$/;

function parseParameters(text: string, known: readonly string[]): Parsed<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const parameter of text.split(' ').filter((part) => part !== '')) {
    const match = parameterSyntax.exec(parameter);
    if (match === null) return syntaxReply('A parameter is malformed');
    const name = match[1]!.toUpperCase();
    // RFC 5321 §4.1.1.11: 555 for a parameter that is not recognised.
    if (!known.includes(name)) return { ok: false, reply: reply(555, '5.5.4', `Parameter ${name} is not supported`) };
    if (found.has(name)) return syntaxReply(`Parameter ${name} is given twice`);
    if (match[2] === undefined && name !== 'SMTPUTF8') return syntaxReply(`Parameter ${name} needs a value`);
    found.set(name, match[2] ?? '');
  }
  return { ok: true, value: found };
}

const notifyWords: Readonly<Record<string, DsnNotify>> = { NEVER: 'never', SUCCESS: 'success', FAILURE: 'failure', DELAY: 'delay' };

// RFC 3461 §4.1: NEVER stands alone.
function parseNotify(value: string | undefined): DsnNotify[] | null {
  if (value === undefined) return [];
  const words = value.toUpperCase().split(',');
  const notify = words.map((word) => notifyWords[word]).filter((word) => word !== undefined);
  if (notify.length !== words.length || (notify.includes('never') && notify.length > 1)) return null;
  return [...new Set(notify)];
}

// RFC 3461 §4.2: addr-type ";" xtext.
function parseOriginalRecipient(value: string): string | null {
  const match = /^([A-Za-z0-9-]+);(.+)$/.exec(value);
  const address = match === null ? null : decodeXtext(match[2]!);
  return address === null ? null : `${match![1]};${address}`;
}

/** Decodes xtext (RFC 3461 §4); null when malformed or when it hides a control character, which would split a header field later. */
export function decodeXtext(text: string): string | null {
  if (!/^(?:[^+]|\+[0-9A-F]{2})*$/.test(text)) return null;
  const decoded = text.replace(/\+([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /[\x00-\x1f\x7f-\x9f]/.test(decoded) ? null : decoded;
}
