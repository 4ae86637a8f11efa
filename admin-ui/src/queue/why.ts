import type { QueuedMessage } from '../api/api-contract.ts';

type Recipient = QueuedMessage['recipients'][number];

/** Why a recipient is where it is, as far as the last answer tells: for words that people understand. */
export type Why =
  | ('first' | 'sending' | 'held' | 'delivered')
  | ('no-route' | 'unreachable' | 'postponed' | 'full' | 'unknown-address' | 'policy' | 'too-large' | 'no-letters')
  | ('cancelled' | 'refused' | 'expired' | 'fault');

const ours: readonly (readonly [RegExp, Why])[] = [
  [/^no relay configured/, 'no-route'],
  [/^cancelled by an administrator/, 'cancelled'],
  [/internationalised/, 'no-letters'],
  [/octets, the next server takes/, 'too-large'],
  [/could not be read here/, 'fault'],
];

// RFC 3463 §3: the second and third number, whatever the class. 4.7.x is greylisting and the like, 5.7.x is for good.
const theirs: readonly (readonly [RegExp, Why])[] = [
  [/^\d{3}[ -][45]\.2\.2\b/, 'full'],
  [/^\d{3}[ -]5\.1\.\d+\b/, 'unknown-address'],
  [/^\d{3}[ -][45]\.3\.4\b|^552\b/, 'too-large'],
  [/^\d{3}[ -]5\.7\.\d+\b/, 'policy'],
  [/^5\d\d\b/, 'refused'],
  [/^4\d\d\b/, 'postponed'],
];

export function whyOf({ state, attempts, lastReply }: Pick<Recipient, 'state' | 'attempts' | 'lastReply'>): Why {
  if (state === 'sending' || state === 'held' || state === 'delivered') return state;
  if (lastReply === null) return attempts === 0 ? 'first' : 'unreachable';
  const known = [...ours, ...theirs].find(([shape]) => shape.test(lastReply))?.[1] ?? 'unreachable';
  // Given up, though the last answer left hope: there was no time left.
  return state === 'failed' && ['postponed', 'unreachable', 'no-route'].includes(known) ? 'expired' : known;
}

/** The recipient that tells most about a message: one that waits after an attempt, else the first. */
export function tellingRecipient(message: Pick<QueuedMessage, 'recipients'>): Recipient | undefined {
  const { recipients } = message;
  return recipients.find(({ state, lastReply }) => state === 'waiting' && lastReply !== null) ?? recipients[0];
}

/** What may be done with a message, by what its recipients are. */
export function actsFor({
  counts: { waiting, held },
}: Pick<QueuedMessage, 'counts'>): readonly ('retry' | 'hold' | 'release' | 'cancel')[] {
  return [
    ...(waiting > 0 ? (['retry', 'hold'] as const) : []),
    ...(held > 0 ? (['release'] as const) : []),
    ...(waiting + held > 0 ? (['cancel'] as const) : []),
  ];
}
