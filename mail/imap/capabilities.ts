import type { ImapAccount } from './backend.ts';
import type { ImapSession } from './session.ts';

// IDLE stands here before sign-in because Outlook for Windows (2021) looks for it there and nowhere else.
const always = ['IMAP4rev1', 'IMAP4rev2', 'LITERAL+', 'ID', 'ENABLE', 'IDLE'];

const afterSignIn = [
  'NAMESPACE',
  'CHILDREN',
  'UIDPLUS',
  'UNSELECT',
  'MOVE',
  'MULTIAPPEND',
  'LIST-EXTENDED',
  'LIST-STATUS',
  'SPECIAL-USE',
  'CREATE-SPECIAL-USE',
  'STATUS=SIZE',
  'CONDSTORE',
  'QRESYNC',
  'ESEARCH',
  'SEARCHRES',
  'WITHIN',
  'SORT',
  'SORT=DISPLAY',
  'ESORT',
  'THREAD=ORDEREDSUBJECT',
  'THREAD=REFERENCES',
  'I18NLEVEL=1',
  'INPROGRESS',
  'PARTIAL',
  'MULTISEARCH',
  'OBJECTID',
  'SAVEDATE',
  'UTF8=ACCEPT',
  'QUOTA',
  'QUOTA=RES-STORAGE',
  'QUOTA=RES-MESSAGE',
  'ACL',
  'RIGHTS=texk',
  'LIST-MYRIGHTS',
  'UNAUTHENTICATE',
  'CATENATE',
  'BINARY',
  'REPLACE',
  'METADATA',
  'PREVIEW',
  'NOTIFY',
];

/** LITERAL+ is hidden from the account: short literals may still come unasked, unless LITERAL- is hidden too. */
export function hasShortLiterals({ hiddenCapabilities }: Pick<ImapAccount, 'hiddenCapabilities'>): boolean {
  return hiddenCapabilities.has('LITERAL+');
}

export function capabilities(session: ImapSession): string {
  const { limits, tlsOffered } = session.deps;
  if (session.account !== null) {
    const all = [...always, ...afterSignIn, `APPENDLIMIT=${limits.appendOctetsMax}`, `MESSAGELIMIT=${limits.messagesPerCommandMax}`];
    if (!session.isCompressed) all.push('COMPRESS=DEFLATE');
    if (session.deps.offersUidOnly) all.push('UIDONLY');
    const { hiddenCapabilities } = session.account;
    // RFC 7888 §5: what is left for a client that LITERAL+ breaks. Never both.
    if (hasShortLiterals(session.account)) all.push('LITERAL-');
    return all.filter((name) => !hiddenCapabilities.has(name.toUpperCase())).join(' ');
  }
  const list = [...always];
  if (!session.peer.secure && tlsOffered && !session.isCompressed) list.push('STARTTLS');
  if (session.mayAuthenticate) list.push('SASL-IR', 'AUTH=PLAIN', 'AUTH=LOGIN');
  else list.push('LOGINDISABLED');
  return list.join(' ');
}
