import type { Look } from '#directory/duties/look-tally.ts';
import { flagBits, type ImapMailbox } from '#mail/imap/backend.ts';
import type { MailboxRow } from '#mail/store/mailbox-sql.ts';

/**
 * A mailbox that says when it is looked at, for the duty to read (REQ-CMP-1): when messages get \Seen in any folder but those for what one
 * wrote or threw away, and when the INBOX is opened or asked for news.
 */
export function lookedMailbox(mailbox: ImapMailbox, row: MailboxRow, look: (look: Look) => void): ImapMailbox {
  if (notForReading.has(row.special_use ?? '')) return mailbox;
  const isInbox = row.name === 'INBOX';
  if (isInbox) look('checked');
  return {
    ...mailbox,
    ...(isInbox && { checked: () => look('checked') }),
    async store(uids, change, unchangedSince) {
      const done = await mailbox.store(uids, change, unchangedSince);
      const sees = change.operation !== 'remove' && (change.flags.bits & flagBits['\\Seen']) !== 0;
      if (done.ok && sees && done.value.states.length > 0) look('read');
      return done;
    },
  };
}

const notForReading: ReadonlySet<string> = new Set(['sent', 'drafts', 'trash', 'junk']);
