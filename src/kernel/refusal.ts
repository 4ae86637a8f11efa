/**
 * Why something was turned down, in words all rooms share. Every protocol maps each kind to its own reply with
 * `satisfies Record<RefusalKind, …>`, so a new kind does not compile until every protocol answers it.
 */
export const refusalKinds = [
  'unauthenticated', // who you are could not be established
  'expired', // who you are is established, by a password that has to be changed first
  'throttled', // too many attempts or too much at once: later
  'forbidden', // known, but not permitted
  'relay-denied', // mail for elsewhere from someone we do not send for
  'not-found', // the thing named does not exist
  'already-exists', // the name is taken
  'invalid', // the input is malformed or makes no sense
  'too-large', // over a size limit
  'limit', // over a limit of number, depth or time
  'over-quota', // the mailbox is full
  'content-refused', // a scanner or policy turned the content down
  'conflict', // the thing changed meanwhile
  'unavailable', // a part we need is not answering: try again
] as const;

export type RefusalKind = (typeof refusalKinds)[number];

/** A sentence for people, in both languages. */
export interface InBoth {
  readonly vi: string;
  readonly en: string;
}

export interface Refusal {
  readonly kind: RefusalKind;
  /** One sentence for the outside, in English, without secrets, ASCII (it goes into protocol replies). */
  readonly message: string;
  /** `message` in both languages, where people read it; what only programs hear of has none. */
  readonly inBoth?: InBoth;
  /** More for our log only; never sent out. */
  readonly detail?: string;
}

export function refusal(kind: RefusalKind, message: string, detail?: string): Refusal {
  return detail === undefined ? { kind, message } : { kind, message, detail };
}

/** A refusal that people read. */
export function refusalInBoth(kind: RefusalKind, inBoth: InBoth, detail?: string): Refusal & { readonly inBoth: InBoth } {
  return { ...refusal(kind, inBoth.en, detail), inBoth };
}

/** One after the other, once where they are the same: for terminals, and for what is kept. */
export function textInBoth({ vi, en }: InBoth): string {
  return vi === en ? vi : `${vi} / ${en}`;
}

/** In both languages where the refusal has both. */
export function refusalText({ message, inBoth }: Refusal): string {
  return inBoth === undefined ? message : textInBoth(inBoth);
}
