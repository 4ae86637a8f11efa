import fc from 'fast-check';
import {
  anyCase,
  astring,
  type FuzzCommand,
  list,
  literal,
  opt,
  seq,
  sometimesSpoiled,
  sp,
  spaced,
  string,
  type Token,
  word,
} from './command-text.ts';

type Command = Omit<FuzzCommand, 'isValid'>;

const number = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 4_294_967_295));
const setPart = fc.oneof(
  number.map((one) => `${one}`),
  fc.constantFrom('*', '1:*', '*:1', '3:1', '2:4', '1:4294967295'),
  fc.tuple(number, number).map(([one, other]) => `${one}:${other}`),
);
const numberSet = fc.oneof(
  { weight: 6, arbitrary: fc.array(setPart, { minLength: 1, maxLength: 4 }).map((parts): Token[] => [parts.join(',')]) },
  { weight: 1, arbitrary: word('$') },
);
const modSeq = fc.integer({ min: 1, max: 60 }).map((value): Token[] => [`${value}`]);

const ownMailbox = fc.constantFrom(
  'Sent',
  'Drafts',
  'Trash',
  'a',
  'a/b',
  'a/b/c',
  'x y',
  'C&APQ-ng v&AQM-n',
  'quo"te',
  'back\\slash',
  'star*',
);
const mailboxName = fc.oneof(ownMailbox, fc.constantFrom('INBOX', 'inbox', 'Inbox', 'nowhere', 'INBOX/below'));
const mailbox = astring(mailboxName);

const phrase = fc.oneof(
  fc
    .constantFrom('', 'a', 'hop', 'HỌP', 'công văn', 'đ', '=?UTF-8?Q?x?=', '"', '\\', ' ', '%', 'x'.repeat(300))
    .map((text) => Buffer.from(text).toString('latin1')),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
);
const text = astring(phrase.filter((one) => !one.includes('\0')));

const flag = word('\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft', '$Forwarded', '$Junk', 'rieng', '\\DELETED');
const flagList = fc.oneof(word('()'), list(flag, 4));

const fieldNames = list(
  astring(fc.constantFrom('Subject', 'from', 'X-None', 'DATE', 'Content-Type', 'a b', 'a"b', 'Received', '[x]', '\xc4\x91')),
  4,
);
const sectionText = fc.oneof(word('HEADER', 'TEXT'), seq(word('HEADER.FIELDS ', 'HEADER.FIELDS.NOT '), fieldNames));
const partNumber = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }).map((numbers): Token[] => [numbers.join('.')]);
const section = fc.oneof(word(''), sectionText, partNumber, seq(partNumber, word('.'), fc.oneof(sectionText, word('MIME'))));
const partial = opt(
  fc.tuple(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 500 })).map(([start, octets]): Token[] => [`<${start}.${octets}>`]),
);
const fetchItem = anyCase(
  fc.oneof(
    word(
      'FLAGS',
      'UID',
      'INTERNALDATE',
      'RFC822.SIZE',
      'ENVELOPE',
      'BODY',
      'BODYSTRUCTURE',
      'MODSEQ',
      'EMAILID',
      'THREADID',
      'SAVEDATE',
      'PREVIEW',
    ),
    word('RFC822', 'RFC822.HEADER', 'RFC822.TEXT', 'PREVIEW (LAZY)'),
    seq(word('BODY[', 'BODY.PEEK['), section, word(']'), partial),
    seq(word('BINARY[', 'BINARY.PEEK['), fc.oneof(word(''), partNumber), word(']'), partial),
    seq(word('BINARY.SIZE['), partNumber, word(']')),
  ),
);
const fetchItems = fc.oneof(word('ALL', 'FAST', 'FULL', 'fast'), fetchItem, list(fetchItem, 5));

const day = word('1-Jan-2026', '"22-Nov-2026"', '01-feb-2020', '29-Feb-2024');
const searchKey: fc.Arbitrary<Token[]> = fc.letrec<{ key: Token[] }>((tie) => ({
  key: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyCase(
      word(
        'ALL',
        'ANSWERED',
        'DELETED',
        'DRAFT',
        'FLAGGED',
        'NEW',
        'OLD',
        'RECENT',
        'SEEN',
        'UNANSWERED',
        'UNDELETED',
        'UNSEEN',
        'SAVEDATESUPPORTED',
      ),
    ),
    numberSet,
    seq(word('UID '), numberSet),
    seq(word('KEYWORD ', 'UNKEYWORD '), word('$Junk', '$forwarded', 'none')),
    seq(word('SINCE ', 'BEFORE ', 'ON ', 'SENTSINCE ', 'SENTBEFORE ', 'SENTON ', 'SAVEDSINCE ', 'SAVEDON ', 'SAVEDBEFORE '), day),
    seq(word('SUBJECT ', 'FROM ', 'TO ', 'CC ', 'BCC ', 'BODY ', 'TEXT ', 'EMAILID ', 'THREADID '), text),
    seq(word('HEADER '), astring(fc.constantFrom('Subject', 'Message-ID', 'X-None')), sp, text),
    seq(word('LARGER ', 'SMALLER ', 'OLDER ', 'YOUNGER '), word('1', '100', '86400', '4294967295')),
    seq(word('MODSEQ ', 'MODSEQ "/flags/\\\\seen" all '), modSeq),
    seq(word('NOT '), tie('key')),
    seq(word('OR '), tie('key'), sp, tie('key')),
    list(tie('key'), 3),
  ),
})).key;
const returns = opt(
  seq(
    word('RETURN '),
    fc.oneof(
      word(
        '()',
        '(MIN)',
        '(MAX)',
        '(COUNT)',
        '(ALL)',
        '(SAVE)',
        '(MIN MAX COUNT)',
        '(SAVE COUNT)',
        '(PARTIAL 1:2)',
        '(PARTIAL -1:-3 COUNT)',
      ),
    ),
    sp,
  ),
);
const keys = spaced(searchKey, 3);
const sortKeys = seq(
  list(seq(opt(word('REVERSE ')), word('ARRIVAL', 'CC', 'DATE', 'FROM', 'SIZE', 'SUBJECT', 'TO', 'DISPLAYFROM', 'DISPLAYTO')), 3),
  sp,
);

const message = fc.oneof(
  fc.constantFrom(
    'Subject: x\r\n\r\nbody\r\n',
    'Subject: multi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: in\r\n\r\ntwo\r\n--b--\r\n',
    'no header at all',
    'From: "\xe1" <a@b>\n\nlf only\n',
    'a) {5}\r\nabcde* 1 EXPUNGE\r\n',
  ),
  fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 60 }).map((one) => one.replace(/\0/g, '.')),
);
const url = string(
  fc.constantFrom('/INBOX/;UID=1', ';UID=2/;SECTION=1/;PARTIAL=1.5', '/INBOX;UIDVALIDITY=1/;UID=1', 'x]y"', 'a\r\nF1 OK b', '\xc3\xa9'),
);
const messageLiteral = fc.tuple(message, url, fc.boolean(), fc.integer({ min: 0, max: 4 })).map(([octets, place, waits, dice]): Token[] => {
  if (dice === 0) return ['UTF8 (', literal(octets, waits, true), ')'];
  if (dice === 1) return ['CATENATE (TEXT ', literal(octets, waits), ' TEXT ', literal('tail', waits), ')'];
  if (dice === 2) return ['CATENATE (URL ', ...place, ' TEXT ', literal(octets, waits), ')'];
  return [literal(octets, waits)];
});
const appended = seq(opt(seq(flagList, sp)), opt(word('"22-Nov-2026 10:00:00 +0700" ', '" 1-Jan-2020 00:00:00 -0000" ')), messageLiteral);

const entry = astring(fc.constantFrom('/private/comment', '/shared/vendor/x', '/PRIVATE/a/b'));
const entryValue = fc.oneof(
  word('NIL'),
  string(phrase.filter((one) => !one.includes('\0'))),
  fc.constant<Token[]>([literal('a\0b', false, true)]),
);
const identifier = astring(fc.constantFrom('anyone', 'binh@x.vn', Buffer.from('phòng').toString('latin1'), 'a b', '-an@example.vn'));
const statusItems = list(
  word('MESSAGES', 'RECENT', 'UIDNEXT', 'UIDVALIDITY', 'UNSEEN', 'DELETED', 'SIZE', 'HIGHESTMODSEQ', 'MAILBOXID', 'APPENDLIMIT'),
  4,
);
const pattern = astring(fc.constantFrom('*', '%', '', 'INBOX', 'a/%', '%/%', '*%*%*%', 'C&APQ-ng*', 'nowhere')).map((tokens) => tokens);
const listed = fc.oneof(pattern, list(pattern, 3));
const source = fc.oneof(
  word('personal', 'inboxes', 'subscribed'),
  seq(word('subtree ', 'mailboxes ', 'subtree-one '), mailbox),
  seq(word('mailboxes '), list(mailbox, 3)),
);

function command(verb: string, ...parts: readonly fc.Arbitrary<Token[]>[]): fc.Arbitrary<Command> {
  return seq(...parts).map((tokens) => ({ verb, tokens: tokens.length === 0 ? [] : [' ', ...tokens] }));
}

/** With and without UID. */
function numbered(verb: string, ...parts: readonly fc.Arbitrary<Token[]>[]): fc.Arbitrary<Command> {
  return fc.oneof(command(verb, ...parts), command(`UID ${verb}`, ...parts));
}

const inMailbox: readonly fc.Arbitrary<Command>[] = [
  numbered('FETCH', numberSet, sp, fetchItems, opt(seq(word(' (CHANGEDSINCE '), modSeq, word(')')))),
  command('UID FETCH', numberSet, sp, fetchItems, word(' (PARTIAL 1:2)', ' (PARTIAL -1:-2 CHANGEDSINCE 3)')),
  numbered(
    'STORE',
    numberSet,
    sp,
    opt(seq(word('(UNCHANGEDSINCE '), modSeq, word(') '))),
    anyCase(word('FLAGS', '+FLAGS', '-FLAGS', 'FLAGS.SILENT', '+FLAGS.SILENT', '-FLAGS.SILENT')),
    sp,
    fc.oneof(flagList, spaced(flag, 3)),
  ),
  command('STORE', word('1', '2', '1:*'), word(' +FLAGS (\\Deleted)')),
  numbered('SEARCH', returns, opt(word('CHARSET utf-8 ', 'CHARSET "US-ASCII" ')), keys),
  numbered('SORT', returns, sortKeys, word('utf-8 ', 'US-ASCII '), keys),
  numbered('THREAD', word('REFERENCES utf-8 ', 'ORDEREDSUBJECT utf-8 '), keys),
  numbered('COPY', numberSet, sp, mailbox),
  numbered('MOVE', numberSet, sp, mailbox),
  numbered('REPLACE', word('1', '2', '9'), sp, mailbox, sp, appended),
  command('SEARCH', word('ALL', 'UID 1:*', 'NOT DELETED')),
  command('FETCH', word('1 FLAGS', '1:* (UID FLAGS)', '* UID')),
  command('EXPUNGE'),
  command('UID EXPUNGE', numberSet),
  command('CHECK'),
  command('CLOSE'),
  command('UNSELECT'),
  command(
    'ESEARCH',
    opt(seq(word('IN '), list(fc.oneof(word('selected'), source), 2), sp)),
    word('RETURN (COUNT) ', 'RETURN (MIN ALL) ', ''),
    word('ALL', 'UNSEEN', 'SUBJECT x'),
  ),
];

const signedIn: readonly fc.Arbitrary<Command>[] = [
  command('SELECT', astring(fc.constantFrom('INBOX', 'inbox', 'INBOX', 'Sent', 'nowhere')), opt(word(' (CONDSTORE)'))),
  command('EXAMINE', mailbox),
  command(
    'LIST',
    string(fc.constantFrom('', 'a/')),
    sp,
    listed,
    opt(
      seq(
        word(' RETURN ('),
        spaced(fc.oneof(word('SUBSCRIBED', 'CHILDREN', 'SPECIAL-USE', 'MYRIGHTS'), seq(word('STATUS '), statusItems)), 3),
        word(')'),
      ),
    ),
  ),
  command('LIST', word('(SUBSCRIBED) ', '(SUBSCRIBED RECURSIVEMATCH) ', '(SPECIAL-USE) ', '() '), word('""'), sp, listed),
  command('LSUB', word('""'), sp, pattern),
  command('STATUS', mailbox, sp, statusItems),
  command('CREATE', astring(ownMailbox), opt(word(' (USE (\\Archive))', ' (USE ())'))),
  command('DELETE', astring(ownMailbox)),
  command('RENAME', astring(ownMailbox), sp, astring(ownMailbox)),
  command('SUBSCRIBE', mailbox),
  command('UNSUBSCRIBE', mailbox),
  command('APPEND', mailbox, sp, spaced(appended, 2)),
  command('APPEND', word('INBOX'), sp, messageLiteral),
  command('NAMESPACE'),
  command('NOOP'),
  command('CAPABILITY'),
  command(
    'ID',
    fc.oneof(
      word('NIL', '("name" "x" "version" NIL)', '()'),
      list(seq(string(fc.constant('name')), sp, string(phrase.filter((one) => !one.includes('\0')))), 1),
    ),
  ),
  command('ENABLE', spaced(word('CONDSTORE', 'QRESYNC', 'IMAP4rev2', 'UTF8=ACCEPT', 'UIDONLY', 'X-NONE'), 2)),
  command('GETQUOTA', word('""', 'nobody')),
  command('GETQUOTAROOT', mailbox),
  command('SETQUOTA', word('"" (STORAGE 512)', '"" ()')),
  command('GETACL', mailbox),
  command('MYRIGHTS', mailbox),
  command('LISTRIGHTS', mailbox, sp, identifier),
  command('SETACL', mailbox, sp, identifier, sp, astring(fc.constantFrom('lrs', '+lr', '-s', '', 'lrswite'))),
  command('DELETEACL', mailbox, sp, identifier),
  command(
    'GETMETADATA',
    opt(word('(DEPTH 1) ', '(MAXSIZE 3 DEPTH infinity) ')),
    fc.oneof(word('""'), mailbox),
    sp,
    fc.oneof(entry, list(entry, 2)),
  ),
  command('SETMETADATA', fc.oneof(word('""'), mailbox), sp, list(seq(entry, sp, entryValue), 2)),
  command(
    'NOTIFY',
    word(
      'NONE',
      'SET (selected-delayed (MessageNew MessageExpunge))',
      'SET (selected-delayed (MessageNew (UID FLAGS) MessageExpunge FlagChange)) (personal (MessageNew MessageExpunge))',
      'SET STATUS (inboxes (MessageNew MessageExpunge MailboxName))',
    ),
  ),
  command('IDLE'),
  command('UID', word('')).map(() => ({ verb: 'UID NOOP', tokens: [] })),
  command('LOGIN', astring(fc.constant('an@example.vn')), sp, astring(fc.constant('secret'))),
];

/** Verbs for which no state fits, or which do not exist. */
const neverFits = new Set(['UID NOOP', 'LOGIN']);

export const anyCommand: fc.Arbitrary<FuzzCommand> = sometimesSpoiled(
  fc.oneof({ weight: 3, arbitrary: fc.oneof(...inMailbox) }, { weight: 2, arbitrary: fc.oneof(...signedIn) }),
).map((one) => ({ ...one, isValid: one.isValid && !neverFits.has(one.verb) }));

export const verbsInMailbox: ReadonlySet<string> = new Set(
  ['FETCH', 'STORE', 'SEARCH', 'SORT', 'THREAD', 'COPY', 'MOVE', 'REPLACE', 'EXPUNGE']
    .flatMap((verb) => [verb, `UID ${verb}`])
    .concat('CHECK', 'CLOSE', 'UNSELECT', 'ESEARCH'),
);
