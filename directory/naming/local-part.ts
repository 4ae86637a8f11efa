import { localPartOctetsMax } from '#kernel/email-address.ts';
import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { isReservedName } from './reserved-names.ts';

const shape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** The gate every name passes on its way out of this room: shape, length (RFC 5321 §4.5.3.1.1), not reserved. */
export function checkLocalPart(localPart: string, reservedByProfile: readonly string[] = []): Result<string, Refusal> {
  if (!shape.test(localPart))
    return refused(refusal('invalid', 'A mailbox name is letters a-z and digits with single . - _ between', localPart));
  if (localPart.length > localPartOctetsMax)
    return refused(refusal('invalid', `A mailbox name has at most ${localPartOctetsMax} characters`, localPart));
  if (isReservedName(localPart, reservedByProfile)) return refused(refusal('forbidden', 'This mailbox name is reserved', localPart));
  return ok(localPart);
}
