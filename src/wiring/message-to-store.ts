import type { Clock } from '#kernel/clock.ts';
import type { MessageToStore } from '#mail/delivery/store-appended.ts';
import type { AppendedMessage } from '#mail/imap/backend.ts';

/** What an IMAP client appends, in the words of delivery: without a date of its own it is of now. */
export function messageToStore({ octets, flags, internalDate }: AppendedMessage, clock: Clock): MessageToStore {
  return { octets, flags: { bits: flags.bits, keywords: flags.keywords }, internalDate: internalDate ?? clock.now() };
}
