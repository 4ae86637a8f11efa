import { formatEnvelope, readAddressFields } from './envelope.ts';
import { imapNString } from './imap-string.ts';
import { type RawParameter, skipComment } from './parameters.ts';
import type { ScannedPart } from './part-tree.ts';
import { trimBlanks } from './white-space.ts';

/** BODY and BODYSTRUCTURE of one part (RFC 9051 §7.5.2), octets one per character. */
export interface BodyForms {
  readonly body: string;
  readonly bodyStructure: string;
}

/** Recursion is as deep as the parts nest, which `nestingMax` bounds. */
export function formatBody(parts: readonly ScannedPart[], index = 0): BodyForms {
  const part = parts[index]!;
  return part.type === 'multipart' ? formatMultipart(parts, part) : formatSinglePart(parts, part);
}

function formatMultipart(parts: readonly ScannedPart[], part: ScannedPart): BodyForms {
  const children = part.children.map((child) => formatBody(parts, child));
  const subtype = imapNString(part.subtype);
  return {
    body: `(${children.map((child) => child.body).join('')} ${subtype})`,
    bodyStructure: `(${children.map((child) => child.bodyStructure).join('')} ${subtype} ${formatParameters(part.typeParameters)} ${formatExtension(part)})`,
  };
}

function formatSinglePart(parts: readonly ScannedPart[], part: ScannedPart): BodyForms {
  const fields =
    `${imapNString(part.type)} ${imapNString(part.subtype)} ${formatParameters(part.typeParameters)} ` +
    `${imapNString(part.values.get('content-id'))} ${imapNString(part.values.get('content-description'))} ` +
    `${imapNString(part.encoding)} ${part.end - part.bodyStart}`;
  const extension = `${imapNString(part.values.get('content-md5'))} ${formatExtension(part)}`;
  const inner = part.children[0];
  if (inner !== undefined) {
    const { values } = parts[inner]!;
    const envelope = formatEnvelope(values, readAddressFields(values));
    const { body, bodyStructure } = formatBody(parts, inner);
    return {
      body: `(${fields} ${envelope} ${body} ${part.lines})`,
      bodyStructure: `(${fields} ${envelope} ${bodyStructure} ${part.lines} ${extension})`,
    };
  }
  const body = part.type === 'text' ? `${fields} ${part.lines}` : fields;
  return { body: `(${body})`, bodyStructure: `(${body} ${extension})` };
}

function formatParameters(parameters: readonly RawParameter[]): string {
  if (parameters.length === 0) return 'NIL';
  return `(${parameters.map(([name, value]) => `${imapNString(name)} ${imapNString(value)}`).join(' ')})`;
}

/** Disposition, language and location: what BODYSTRUCTURE adds to both kinds of part. */
function formatExtension(part: ScannedPart): string {
  const { disposition } = part;
  const shownDisposition = disposition === null ? 'NIL' : `(${imapNString(disposition.value)} ${formatParameters(disposition.parameters)})`;
  return `${shownDisposition} ${formatLanguages(part.values.get('content-language'))} ${imapNString(part.values.get('content-location'))}`;
}

/** RFC 3282: language tags between commas, with comments anywhere. */
function formatLanguages(value: string | undefined): string {
  const tags = withoutComments(value ?? '')
    .split(',')
    .map(trimBlanks)
    .filter((tag) => tag !== '');
  if (tags.length === 0) return 'NIL';
  return tags.length === 1 ? imapNString(tags[0]) : `(${tags.map(imapNString).join(' ')})`;
}

function withoutComments(value: string): string {
  let out = '';
  for (let at = 0; ; ) {
    const comment = value.indexOf('(', at);
    if (comment < 0) return out + value.slice(at);
    out += value.slice(at, comment);
    at = skipComment(value, comment);
  }
}
