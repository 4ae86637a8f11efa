import type { Uid } from '#kernel/ids.ts';
import type { AppendPart, AppendSource } from './append-source.ts';
import type { AppendedMessage, ImapMailbox } from './backend.ts';
import { type Completion, no } from './completion.ts';
import { rangeOf } from './message-sections.ts';
import { type MessageUrl, parseMessageUrl } from './message-url.ts';
import type { ImapSession } from './session.ts';

type Assembled = { readonly ok: true; readonly message: AppendedMessage } | { readonly ok: false; readonly reply: Completion };

/** Puts a message together from its parts (RFC 4469 §3). The octets of all of them are in memory, within the limit of an APPEND. */
export async function assembleMessage(session: ImapSession, source: AppendSource): Promise<Assembled> {
  const { appendOctetsMax } = session.deps.limits;
  const pieces: Buffer[] = [];
  let left = appendOctetsMax;
  for (const part of source.parts) {
    // RFC 9051 §4.3: NUL comes in a literal8 only; a client that sends it otherwise does not mean it.
    if (part.kind === 'text' && !part.mayHoldNul && part.octets.includes(0))
      return { ok: false, reply: no('Message contains NUL', 'CANNOT') };
    const octets = part.kind === 'text' ? part.octets : await fetchUrl(session, part, left);
    if (octets === null)
      return {
        ok: false,
        reply: no('URL names nothing here', badUrl((part as { url: string }).url, session.deps.limits.badUrlCharactersMax)),
      };
    left -= octets.length;
    if (left < 0) return { ok: false, reply: no('Message too large', 'TOOBIG') };
    pieces.push(octets);
  }
  const octets = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  if (octets.length === 0) return { ok: false, reply: no('Message is empty', 'CANNOT') };
  return { ok: true, message: { octets, flags: source.flags, internalDate: source.internalDate } };
}

/** A response code has no literals and ends with its bracket (RFC 4469 §4): what may not stand in it is shown percent-encoded. */
function badUrl(url: string, charactersMax: number): string {
  const shown = url.toWellFormed().replace(/[^\x21\x23-\x5b\x5e-\x7e]/gu, encodeURIComponent);
  return `BADURL "${shown.length > charactersMax ? `${shown.slice(0, charactersMax)}...` : shown}"`;
}

/** One octet more than fits is enough to know that it does not. */
async function fetchUrl(session: ImapSession, { url }: Extract<AppendPart, { kind: 'url' }>, octetsLeft: number): Promise<Buffer | null> {
  const parsed = parseMessageUrl(url);
  if (parsed === null) return null;
  if (parsed.mailbox === null) return session.selected === null ? null : readPart(session.selected.mailbox, parsed, octetsLeft);
  const opened = await session.signedIn.open(parsed.mailbox, 'read-only');
  if (!opened.ok) return null;
  try {
    return await readPart(opened.value, parsed, octetsLeft);
  } finally {
    opened.value.close();
  }
}

async function readPart(mailbox: ImapMailbox, url: MessageUrl, octetsLeft: number): Promise<Buffer | null> {
  if (url.uidValidity !== null && url.uidValidity !== mailbox.uidValidity) return null;
  const uid = url.uid as Uid;
  const facts = (await mailbox.facts([uid])).get(uid);
  const whole = facts && rangeOf(url.section, facts);
  if (!whole) return null;
  const start = Math.min(whole.start + (url.partial?.start ?? 0), whole.end);
  const octets = url.partial?.octets ?? whole.end - start;
  return mailbox.read(uid, start, Math.min(start + octets, whole.end, start + octetsLeft + 1));
}
