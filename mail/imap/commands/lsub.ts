import { defineCommand } from '../command.ts';
import { BadSyntax } from '../command-reader.ts';
import { done } from '../completion.ts';
import { patternMatcher } from '../list-pattern.ts';
import { hierarchy, listLine } from '../mailbox-listing.ts';
import { joinReference } from './list.ts';

/** RFC 3501 §6.3.9. With `%`, the parent of a subscribed name is shown as \Noselect when it is not subscribed itself. */
export const lsub = defineCommand({
  state: 'authenticated',
  read(reader, session) {
    reader.expectSp();
    const reference = reader.mailbox();
    reader.expectSp();
    const pattern = joinReference(reference, reader.listMailbox());
    if (pattern.length > session.deps.limits.listPatternOctetsMax) throw new BadSyntax('Pattern too long');
    return pattern;
  },
  async run(session, pattern) {
    const matches = patternMatcher(pattern);
    for (const [at, listed] of hierarchy(await session.signedIn.list()).entries()) {
      if (at % 256 === 255) await session.out.ready();
      const isSubscribed = listed.mailbox?.isSubscribed === true;
      if (!matches(listed.name)) continue;
      if (!isSubscribed && !(pattern.endsWith('%') && listed.hasSubscribedChildren)) continue;
      const shown = isSubscribed ? listed : { ...listed, mailbox: null };
      session.out.text(listLine('LSUB', shown, { showSubscribed: false, childInfo: false, isUtf8: session.utf8Names, isRev2: false }));
    }
    return done('LSUB completed');
  },
});
