import { defineCommand } from '../command.ts';
import { done } from '../completion.ts';
import type { ImapSession } from '../session.ts';

const enablers = new Map<string, (session: ImapSession) => void>([
  [
    'CONDSTORE',
    (session) => {
      session.condstore = true;
    },
  ],
  [
    'QRESYNC',
    (session) => {
      session.qresync = true;
      session.condstore = true; // RFC 7162 §3.2.3
    },
  ],
  [
    'IMAP4REV2',
    (session) => {
      session.rev2 = true;
    },
  ],
  [
    'UIDONLY',
    (session) => {
      session.uidOnly = true;
    },
  ],
  [
    'UTF8=ACCEPT',
    (session) => {
      session.utf8Accept = true;
    },
  ],
]);

/** RFC 9051 §6.3.1: what is not known is passed over in silence. */
export const enable = defineCommand({
  state: 'authenticated',
  read(reader) {
    const names: string[] = [];
    reader.expectSp();
    do names.push(reader.word());
    while (reader.sp());
    return names;
  },
  run(session, names) {
    const enabled = names.filter((name) => enablers.has(name) && (name !== 'UIDONLY' || session.deps.offersUidOnly));
    for (const name of enabled) enablers.get(name)!(session);
    const spelled = enabled.map((name) => (name === 'IMAP4REV2' ? 'IMAP4rev2' : name));
    session.out.text(`* ENABLED${spelled.map((name) => ` ${name}`).join('')}\r\n`);
    return done('ENABLE completed');
  },
});
