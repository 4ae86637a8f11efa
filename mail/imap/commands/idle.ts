import { announceChanges } from '../announce.ts';
import { defineCommand, nothing } from '../command.ts';
import { bad, type Completion, cutShort, done } from '../completion.ts';
import type { ImapSession } from '../session.ts';

/**
 * RFC 9051 §6.3.13: tells changes as they happen, until DONE. Apple Mail (from iOS 18) sends DONE and what comes next in one packet, at times
 * together with the IDLE itself: lines wait their turn, whenever they came. Outlook (2024) also idles before it selects a mailbox.
 */
export const idle = defineCommand({
  state: 'authenticated',
  read: nothing,
  async run(session) {
    session.isIdling = true;
    session.selected?.mailbox.checked?.();
    try {
      return await tellUntilDone(session);
    } finally {
      session.isIdling = false;
    }
  },
});

async function tellUntilDone(session: ImapSession): Promise<Completion> {
  session.out.text('+ idling\r\n');
  for (;;) {
    await session.notifications?.tell();
    await announceChanges(session, { mayExpunge: true });
    await session.out.flush();
    const line = await session.dialogue.readLine({ orWoken: true });
    if (line === 'woken') continue;
    if (line === null) return cutShort;
    return line.toString('latin1').toUpperCase() === 'DONE' ? done('IDLE completed') : bad('Expected DONE');
  }
}
