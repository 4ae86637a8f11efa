import type { EraseMail } from '#directory/org/mail-port.ts';
import { eraseMailboxes, eraseMessages, eraseTexts } from '#mail/store/erase-mail.ts';

/** What deletions of accounts are carried out with. */
export const eraseMail: EraseMail = { messages: eraseMessages, folders: eraseMailboxes, texts: eraseTexts };
