import { defineCommand } from '../command.ts';
import { done } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';

/** RFC 9051 §6.3.7. */
export const subscribe = subscribing('SUBSCRIBE', true);
/** RFC 9051 §6.3.8. */
export const unsubscribe = subscribing('UNSUBSCRIBE', false);

function subscribing(verb: string, isSubscribed: boolean) {
  return defineCommand({
    state: 'authenticated',
    read(reader) {
      reader.expectSp();
      return reader.mailbox();
    },
    async run(session, name) {
      const result = await session.signedIn.subscribe(name, isSubscribed);
      return result.ok ? done(`${verb} completed`) : refusalReply(result.refusal);
    },
  });
}
