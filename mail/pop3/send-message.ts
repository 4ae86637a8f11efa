import { DotStuffer, type TopCutter } from './message-wire.ts';
import { formatReply, okay } from './reply.ts';
import type { Pop3Session } from './session.ts';

/**
 * Sends a message as it is read from the store, never more than a piece of it in memory; `cutter` ends it early. \Seen is not set
 * (README). A store that fails at once is answered -ERR; later the connection can only be cut.
 */
export async function sendMessage(session: Pop3Session, place: number, cutter: TopCutter | null): Promise<null> {
  const { out, opened, words } = session;
  const message = opened.messages[place]!;
  const stuffer = new DotStuffer();
  for await (const piece of opened.read(message.uid)) {
    if (!out.insideMultiline) begin();
    out.octets(stuffer.push(cutter === null ? piece : cutter.push(piece)));
    if (cutter?.isDone) break;
    await out.ready();
  }
  if (!out.insideMultiline) begin();
  out.text(stuffer.end());
  out.insideMultiline = false;
  return null;

  function begin(): void {
    out.text(formatReply(okay(words.octets(message.octets))));
    out.insideMultiline = true;
  }
}
