import { type EmailAddress, formatEmailAddress } from '#kernel/email-address.ts';
import { splitFields, unfold } from '#mail/mime/header-fields.ts';
import { autoReplyLimits as limits } from './limits.ts';

/** A message as far as it says whether it may be answered. */
export interface Answerable {
  /** The envelope's; null is `<>`. */
  readonly sender: EmailAddress | null;
  /** Who sent it had signed in. */
  readonly isSignedIn: boolean;
  /** The sender's domain is one of ours. */
  readonly isSenderOurs: boolean;
  /** The envelope's, which is answered for. */
  readonly recipient: EmailAddress;
  readonly addressees: readonly { readonly localPart: string; readonly domain: string }[];
  /** Of the message, as octets. */
  readonly header: string;
}

/** Whether an automatic answer may go out (RFC 3834 §2); what it says is another matter. When in doubt, no. */
export function mayAnswer(message: Answerable, { outside }: { readonly outside: boolean }): boolean {
  const { sender, isSignedIn, isSenderOurs, recipient } = message;
  if (sender === null || isNobody(sender) || same(sender, recipient)) return false;
  // Of ours and not signed in: forged, or a program. From outside: whoever it says may never have written.
  if (!isSignedIn && (isSenderOurs || !outside)) return false;
  return isAddressed(message) && isPersons(message.header);
}

/** Addresses behind which nobody reads (RFC 3834 §2; RFC 2142): daemons, lists and their owners. */
function isNobody({ localPart }: EmailAddress): boolean {
  const name = localPart.toLowerCase();
  return (
    daemons.has(name) ||
    name.startsWith('owner-') ||
    /[-+](request|owner|bounces?|errors)$|^bounces?[-+]|^no-?reply|^do-?not-?reply/.test(name)
  );
}

const daemons: ReadonlySet<string> = new Set([
  'mailer-daemon',
  'postmaster',
  'abuse',
  'root',
  'daemon',
  'nobody',
  'listserv',
  'majordomo',
  'bounce',
  'bounces',
]);

const same = (one: EmailAddress, other: EmailAddress) => formatEmailAddress(one).toLowerCase() === formatEmailAddress(other).toLowerCase();

/** RFC 3834 §2: a personal answer only to what was sent to the person by name, not through a list or by Bcc. */
function isAddressed({ addressees, recipient }: Answerable): boolean {
  const localPart = recipient.localPart.toLowerCase();
  return addressees.some((one) => one.localPart.toLowerCase() === localPart && one.domain.toLowerCase() === recipient.domain.toLowerCase());
}

/** Whether nothing in the header says that a program or a list sent it. */
function isPersons(header: string): boolean {
  const fields = splitFields(header, limits.headerFieldsMax + 1);
  if (fields.length > limits.headerFieldsMax) return false;
  return !fields.some((field) => {
    const name = field.name.toLowerCase();
    if (name.startsWith('list-')) return true;
    return forbidding.get(name)?.test(unfold(header, field)) ?? false;
  });
}

// RFC 3834 §5, where anything but `no` is a program's, comments and parameters apart; the other two are older customs, and Exchange's.
const forbidding: ReadonlyMap<string, RegExp> = new Map([
  ['auto-submitted', /^(?!\s*no\s*($|[;(]))/i],
  ['precedence', /\b(bulk|list|junk|auto_reply)\b/i],
  ['x-auto-response-suppress', /\b(all|oof|autoreply)\b/i],
  ['x-autoreply', /./],
  ['x-autorespond', /./],
  ['content-type', /^\s*multipart\/report\b/i],
]);
