import { defineCommand } from '../command.ts';
import { BadSyntax } from '../command-reader.ts';
import { type Completion, done, no } from '../completion.ts';
import { Notifications } from '../notifications.ts';
import { type NotifyRequest, readNotifyRequest, UnknownEvent } from '../notify-request.ts';
import type { ImapSession } from '../session.ts';

/** RFC 5465 §3. */
export const notify = defineCommand({
  state: 'authenticated',
  read(reader, session): NotifyRequest | 'none' | 'unknown-event' {
    reader.expectSp();
    const verb = reader.word();
    if (verb === 'NONE') return 'none';
    if (verb !== 'SET') throw new BadSyntax('Expected SET or NONE');
    try {
      return readNotifyRequest(reader, session.deps.limits);
    } catch (cause) {
      if (!(cause instanceof UnknownEvent)) throw cause;
      reader.skipRest();
      return 'unknown-event';
    }
  },
  run: start,
});

async function start(session: ImapSession, request: NotifyRequest | 'none' | 'unknown-event'): Promise<Completion> {
  if (request === 'unknown-event')
    return no('An event is not supported', 'BADEVENT (MessageNew MessageExpunge FlagChange MailboxName SubscriptionChange)');
  session.notifications?.stop();
  session.notifications = null;
  if (request === 'none') return done('NOTIFY completed');
  const notifications = await Notifications.start(session, request);
  if (notifications === null) return no('Too many mailboxes to watch', 'LIMIT');
  session.notifications = notifications;
  return done('NOTIFY completed');
}
