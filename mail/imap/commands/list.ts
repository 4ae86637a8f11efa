import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { type Completion, done } from '../completion.ts';
import type { ImapLimits } from '../limits.ts';
import { patternMatcher } from '../list-pattern.ts';
import { hierarchy, type ListedName, listLine } from '../mailbox-listing.ts';
import type { ImapSession } from '../session.ts';
import { myRightsLine } from './acl.ts';
import { countedFor, readStatusItems, writeListedStatus } from './status.ts';

interface ListInput {
  readonly reference: string;
  readonly patterns: readonly string[];
  readonly select: ReadonlySet<string>;
  readonly returned: ReadonlySet<string>;
  readonly statusItems: readonly string[] | null;
}

const selectionOptions = new Set(['SUBSCRIBED', 'REMOTE', 'RECURSIVEMATCH', 'SPECIAL-USE']);
// MYRIGHTS is RFC 8440.
const returnOptions = new Set(['SUBSCRIBED', 'CHILDREN', 'SPECIAL-USE', 'MYRIGHTS']);

/** RFC 9051 §6.3.9, LIST-EXTENDED included; STATUS of each as in RFC 5819. */
export const list = defineCommand({
  state: 'authenticated',
  read: (reader, session) => readList(reader, session.deps.limits),
  run: answer,
});

function readList(reader: CommandReader, limits: ImapLimits): ListInput {
  reader.expectSp();
  const select = new Set<string>();
  if (reader.peek() === 0x28) {
    for (const option of reader.list(() => reader.word(), 10)) {
      if (!selectionOptions.has(option)) throw new BadSyntax('Unknown LIST selection option');
      select.add(option);
    }
    // RFC 5258 §3: RECURSIVEMATCH only qualifies another option.
    if (select.has('RECURSIVEMATCH') && !select.has('SUBSCRIBED') && !select.has('SPECIAL-USE'))
      throw new BadSyntax('RECURSIVEMATCH needs another option');
    reader.expectSp();
  }
  const reference = reader.mailbox();
  reader.expectSp();
  const patterns = reader.peek() === 0x28 ? reader.list(() => reader.listMailbox(), limits.listPatternsMax) : [reader.listMailbox()];
  if (patterns.some((pattern) => reference.length + pattern.length > limits.listPatternOctetsMax)) throw new BadSyntax('Pattern too long');
  return { reference, patterns, select, ...readReturn(reader) };
}

function readReturn(reader: CommandReader): Pick<ListInput, 'returned' | 'statusItems'> {
  const returned = new Set<string>();
  let statusItems: string[] | null = null;
  if (!reader.sp()) return { returned, statusItems };
  if (reader.word() !== 'RETURN') throw new BadSyntax('Expected RETURN');
  reader.expectSp();
  reader.list(() => {
    const option = reader.word();
    if (option === 'STATUS') {
      reader.expectSp();
      statusItems = readStatusItems(reader);
    } else if (returnOptions.has(option)) returned.add(option);
    else throw new BadSyntax('Unknown LIST return option');
  }, 10);
  return { returned, statusItems };
}

async function answer(session: ImapSession, input: ListInput): Promise<Completion> {
  // RFC 9051 §6.3.9: an empty pattern asks for the separator and the root.
  if (input.patterns.length === 1 && input.patterns[0] === '') {
    session.out.text('* LIST (\\Noselect) "/" ""\r\n');
    return done('LIST completed');
  }
  const account = session.signedIn;
  const matchers = input.patterns.map((pattern) => patternMatcher(joinReference(input.reference, pattern)));
  const matching: ListedName[] = [];
  for (const [at, listed] of hierarchy(await account.list()).entries()) {
    // A clerk of the province sees thousands of names, and may ask with many patterns.
    if (at % 16 === 15) await session.out.ready();
    if (matchers.some((matches) => matches(listed.name))) matching.push(listed);
  }
  const mailboxIds = matching.flatMap(({ mailbox }) => (mailbox === null ? [] : [mailbox.mailboxId]));
  const counted = await countedFor(session, input.statusItems ?? [], mailboxIds);
  for (const [at, listed] of matching.entries()) {
    if (at % 256 === 255) await session.out.ready();
    const verdict = judge(listed, input.select);
    if (verdict === 'no') continue;
    const showSubscribed = input.returned.has('SUBSCRIBED') || input.select.has('SUBSCRIBED');
    const childInfo = verdict === 'for-children';
    session.out.text(listLine('LIST', listed, { showSubscribed, childInfo, isUtf8: session.utf8Names, isRev2: session.rev2 }));
    if (listed.mailbox?.isSelectable !== true) continue;
    if (input.returned.has('MYRIGHTS')) session.out.text(myRightsLine(listed.name, listed.mailbox.rights, session.utf8Names));
    if (input.statusItems !== null) await writeListedStatus(session, listed.mailbox, input.statusItems, counted);
  }
  return done('LIST completed');
}

function judge(listed: ListedName, select: ReadonlySet<string>): 'yes' | 'no' | 'for-children' {
  const isSubscribed = listed.mailbox?.isSubscribed === true;
  const wantsSubscribed = select.has('SUBSCRIBED');
  if (select.has('SPECIAL-USE') && !listed.mailbox?.specialUse) return 'no';
  if (wantsSubscribed && !isSubscribed) return select.has('RECURSIVEMATCH') && listed.hasSubscribedChildren ? 'for-children' : 'no';
  return wantsSubscribed && select.has('RECURSIVEMATCH') && listed.hasSubscribedChildren ? 'for-children' : 'yes';
}

/** A reference is put before the pattern, which is what clients that use one expect. */
export function joinReference(reference: string, pattern: string): string {
  return `${reference}${pattern}`;
}
