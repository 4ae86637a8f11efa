import { decodeBase64 } from './transfer-encoding.ts';

/** How the message as a whole is protected; a signed part deeper inside (a forwarded message, a list's footer around it) does not count. */
export type SignedKind = 'none' | 'multipart-signed' | 'opaque' | 'encrypted';

interface Kind {
  readonly parent: number;
  readonly type: string;
  readonly subtype: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly encoding: string;
  readonly disposition: string | null;
  readonly filename: string | null;
  readonly contentId: string | null;
  readonly bodyStart: number;
  readonly end: number;
}

const cmsTypes = new Set(['pkcs7-mime', 'x-pkcs7-mime']);
// What protects a message is not something attached to it.
const wrappingTypes = new Set([...cmsTypes, 'pkcs7-signature', 'x-pkcs7-signature', 'pgp-signature', 'pgp-encrypted']);

/** Whether a reader should be shown a paper clip: some part is there to be opened or saved on its own. */
export function hasAttachment(parts: readonly Kind[]): boolean {
  return parts.some((part) => isAttachment(part, parts[part.parent]));
}

function isAttachment(part: Kind, holder: Kind | undefined): boolean {
  if (part.type === 'multipart' || (part.type === 'application' && wrappingTypes.has(part.subtype))) return false;
  if (holder?.type === 'multipart' && (holder.subtype === 'report' || holder.subtype === 'encrypted')) return false;
  if (part.disposition === 'attachment') return true;
  if (part.contentId !== null && holder?.subtype === 'related') return false; // shown inside its HTML
  if (part.type === 'text') return part.filename !== null || part.subtype === 'calendar';
  if (part.type === 'message') return holder !== undefined;
  return part.type === 'application' || part.filename !== null;
}

/** From the root part (RFC 1847, RFC 8551 §3.2). */
export function signedKind(content: Buffer, root: Kind): SignedKind {
  if (root.type === 'multipart' && root.subtype === 'signed') return 'multipart-signed';
  if (root.type === 'multipart' && root.subtype === 'encrypted') return 'encrypted';
  if (root.type !== 'application' || !cmsTypes.has(root.subtype)) return 'none';
  const smimeType = root.parameters.find(([name]) => name === 'smime-type')?.[1].toLowerCase();
  if (smimeType === 'signed-data') return 'opaque';
  if (smimeType === 'enveloped-data' || smimeType === 'authenveloped-data') return 'encrypted';
  return smimeType === undefined ? cmsKind(content, root) : 'none';
}

const signedDataOid = Buffer.from('2a864886f70d010702', 'hex'); // RFC 5652 §5.1
const envelopedDataOid = Buffer.from('2a864886f70d010703', 'hex'); // RFC 5652 §6.1
const authEnvelopedDataOid = Buffer.from('2a864886f70d0109100117', 'hex'); // RFC 5083 §2.1

/** smime-type is optional; the content type stands within the first octets of the CMS structure. */
function cmsKind(content: Buffer, root: Kind): SignedKind {
  const beginning = content.subarray(root.bodyStart, Math.min(root.end, root.bodyStart + 64));
  const cms = root.encoding === 'base64' ? decodeBase64(beginning) : beginning;
  if (cms.includes(signedDataOid)) return 'opaque';
  return cms.includes(envelopedDataOid) || cms.includes(authEnvelopedDataOid) ? 'encrypted' : 'none';
}
