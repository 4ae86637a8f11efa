import { type Refusal, refusal } from '#kernel/refusal.ts';

/** What a scanner may want to know besides the octets. */
export interface ScanFacts {
  /** How it came: one of the SMTP doors, or stored by an IMAP client. */
  readonly origin: 'mx' | 'submission' | 'lmtp' | 'imap';
  readonly sizeOctets: number;
}

/** A whole message; what can be iterated is iterated anew by every scanner. */
export type ScanOctets = Buffer | AsyncIterable<Buffer>;

export type ScanVerdict =
  | { readonly kind: 'accept' }
  /** `text` goes to the sender: ASCII, one sentence. */
  | { readonly kind: 'refuse'; readonly text: string; readonly virusName: string }
  /** Could not be judged: the sender should try again. `why` is for the log. */
  | { readonly kind: 'defer'; readonly why: string };

export interface Scanner {
  readonly name: string;
  scan(octets: ScanOctets, facts: ScanFacts): Promise<ScanVerdict>;
}

/** The verdict as a refusal of the house, or null when the message may pass. */
export function scanRefusal(verdict: ScanVerdict): Refusal | null {
  if (verdict.kind === 'accept') return null;
  if (verdict.kind === 'refuse') return refusal('content-refused', verdict.text, verdict.virusName);
  return refusal('unavailable', 'Message cannot be scanned now; try again later', verdict.why);
}
