import { streamSafe } from '#kernel/stream-safe.ts';

/** What a relative IMAP URL (RFC 5092 §5) names: a message of this account, or a part of it. */
export interface MessageUrl {
  /** null: in the mailbox that is selected. */
  readonly mailbox: string | null;
  readonly uidValidity: number | null;
  readonly uid: number;
  readonly section: string;
  readonly partial: { readonly start: number; readonly octets: number | null } | null;
}

const pattern =
  /^(?:\/?([^;/?#][^;?#]*?)(?:;UIDVALIDITY=(\d{1,10}))?\/)?;UID=(\d{1,10})(?:\/;SECTION=([^;/?#]+))?(?:\/;PARTIAL=(\d{1,10})(?:\.(\d{1,10}))?)?$/i;

/** `/Drafts;UIDVALIDITY=385759045/;UID=20/;SECTION=1.2`. null when it is none of ours: another server's, or malformed. */
export function parseMessageUrl(url: string): MessageUrl | null {
  const match = pattern.exec(url);
  if (match === null) return null;
  const [, mailbox, uidValidity, uid, section, start, octets] = match;
  const [name, wanted] = [decode(mailbox ?? ''), decode(section ?? '')];
  if (name === null || wanted === null) return null;
  return {
    mailbox:
      mailbox === undefined
        ? null
        : streamSafe(name)
            .normalize('NFC')
            .replace(/^inbox(?=\/|$)/i, 'INBOX'),
    uidValidity: uidValidity === undefined ? null : Number(uidValidity),
    uid: Number(uid),
    section: wanted.toUpperCase(),
    partial: start === undefined ? null : { start: Number(start), octets: octets === undefined ? null : Number(octets) },
  };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // no UTF-8 behind the percent signs
  }
}
