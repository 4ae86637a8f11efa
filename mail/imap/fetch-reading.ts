import { type PlannedMessage, rangeKey, rangesToRead } from './fetch-response.ts';
import type { ImapLimits } from './limits.ts';
import type { SelectedMailbox } from './selected-mailbox.ts';

/** Works through steps in order; what the next one needs is read while this one is written, so that store and socket wait for one another less. */
export async function inTurn<Step, Read>(
  steps: readonly Step[],
  read: (step: Step) => Promise<Read>,
  write: (step: Step, what: Read) => Promise<void>,
): Promise<void> {
  let ahead: Promise<Read> | null = null;
  for (const [at, step] of steps.entries()) {
    const what = await (ahead ?? read(step));
    const next = steps[at + 1];
    ahead = next === undefined ? null : read(next);
    // Its failure is met when its turn comes; if this step fails first, it is the one to be told of.
    ahead?.catch(() => undefined);
    await write(step, what);
  }
}

export function slicesOf<Each>(all: readonly Each[], size: number): Each[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Messages whose octets are read in one round. */
export function groupsByOctets(messages: Iterable<PlannedMessage>, limits: ImapLimits, wholeOctetsMax: number): PlannedMessage[][] {
  const groups: PlannedMessage[][] = [];
  let groupOctets = Number.POSITIVE_INFINITY;
  for (const planned of messages) {
    if (groupOctets >= limits.readAheadOctets) {
      groups.push([]);
      groupOctets = 0;
    }
    for (const range of rangesToRead(planned, wholeOctetsMax)) groupOctets += range.end - range.start;
    groups.at(-1)!.push(planned);
  }
  return groups;
}

/** Reads what a group of messages needs at once, so that the store can answer in one round. */
export async function readAhead(selected: SelectedMailbox, group: readonly PlannedMessage[], wholeOctetsMax: number): Promise<void> {
  const wanted = group.flatMap((planned) => rangesToRead(planned, wholeOctetsMax).map((range) => ({ planned, range })));
  if (wanted.length === 0) return;
  const { mailbox } = selected;
  const requests = wanted.map(({ planned, range }) => ({ uid: planned.facts.uid, ...range }));
  const octets = await (mailbox.readMany?.(requests) ?? Promise.all(requests.map((one) => mailbox.read(one.uid, one.start, one.end))));
  for (const [at, { planned, range }] of wanted.entries()) planned.octets.set(rangeKey(range), octets[at]!);
}
