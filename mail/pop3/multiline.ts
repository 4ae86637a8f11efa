import { formatReply, okay } from './reply.ts';
import type { Pop3Session } from './session.ts';

/** A multi-line response of lines that never begin with a dot (RFC 1939 §3). */
export async function sendLines(session: Pop3Session, text: string, lines: Iterable<string>): Promise<null> {
  const { out } = session;
  const { listingLinesAtOnce } = session.deps.limits;
  out.text(formatReply(okay(text)));
  out.insideMultiline = true;
  let stretch: string[] = [];
  for (const line of lines) {
    stretch.push(line);
    if (stretch.length < listingLinesAtOnce) continue;
    out.text(`${stretch.join('\r\n')}\r\n`);
    stretch = [];
    await out.ready();
  }
  out.text([...stretch, '.\r\n'].join('\r\n'));
  out.insideMultiline = false;
  return null;
}
