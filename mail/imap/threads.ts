import type { FoundMessage } from './found-messages.ts';
import { sentMoment } from './sort-order.ts';

/** A thread or a part of one. Only at the top may the message be missing (null): a parent that nobody has. */
export interface ThreadNode {
  readonly found: FoundMessage | null;
  children: ThreadNode[];
}

const giveWayEvery = 1_000;

/** THREAD=ORDEREDSUBJECT (RFC 5256 §3): the poor man's threads. Messages come by date. */
export function threadsBySubject(byDate: readonly FoundMessage[]): ThreadNode[] {
  const threads = new Map<string, ThreadNode>();
  for (const found of byDate) {
    const thread = threads.get(found.message.baseSubject);
    const node = { found, children: [] };
    if (thread === undefined) threads.set(found.message.baseSubject, node);
    else thread.children.push(node);
  }
  return [...threads.values()];
}

/** A message identifier that somebody has or refers to. */
interface Place {
  found: FoundMessage | null;
  parent: Place | null;
  /** Something was once put below it: only then can it be its parent's ancestor. */
  hasChildren: boolean;
}

/** THREAD=REFERENCES (RFC 5256 §3). Messages come by date, so siblings stand in order as they are added. */
export async function threadsByReferences(byDate: readonly FoundMessage[], giveWay: () => Promise<void>): Promise<ThreadNode[]> {
  const placed = await placeMessages(byDate, giveWay);
  const nodes = new Map<Place, ThreadNode>();
  const roots: ThreadNode[] = [];
  for (const place of placed) nodes.set(place, { found: place.found, children: [] });
  for (const place of placed) {
    const parent = nearestParent(place);
    if (parent === null) roots.push(nodes.get(place)!);
    else {
      // (3): a missing parent counts only at the top.
      let node = nodes.get(parent);
      if (node === undefined) {
        node = { found: null, children: [] };
        nodes.set(parent, node);
        roots.push(node);
      }
      node.children.push(nodes.get(place)!);
    }
  }
  const pruned = roots.map((root) => (root.found === null && root.children.length === 1 ? root.children[0]! : root));
  return gatherSubjects(pruned.sort(byFirstDate));
}

/** (1): links every message below the last of its references, and those among each other where nothing else is known yet. */
async function placeMessages(byDate: readonly FoundMessage[], giveWay: () => Promise<void>): Promise<Place[]> {
  const places = new Map<string, Place>();
  const placed: Place[] = [];
  const of = (id: string): Place => {
    let place = places.get(id);
    if (place === undefined) {
      place = { found: null, parent: null, hasChildren: false };
      places.set(id, place);
    }
    return place;
  };
  for (const [at, found] of byDate.entries()) {
    const { messageId, ancestors } = found.message;
    let place = messageId === null ? null : of(messageId);
    // A second message of the same identifier is one without.
    if (place === null || place.found !== null) place = { found, parent: null, hasChildren: false };
    place.found = found;
    placed.push(place);
    let parent: Place | null = null;
    for (const id of ancestors) {
      const ancestor = of(id);
      if (parent !== null && ancestor.parent === null) link(parent, ancestor);
      parent = ancestor;
    }
    // What its own References say goes before what others guessed.
    place.parent = null;
    if (parent !== null) link(parent, place);
    if (at % giveWayEvery === giveWayEvery - 1) await giveWay();
  }
  return placed;
}

/** Unless that would make a circle. */
function link(parent: Place, child: Place): void {
  if (parent === child) return;
  if (child.hasChildren) for (let above: Place | null = parent; above !== null; above = above.parent) if (above === child) return;
  child.parent = parent;
  parent.hasChildren = true;
}

/** The next place above that has a message; where none has, the topmost. Shortens the way for who comes after. */
function nearestParent(place: Place): Place | null {
  let parent = place.parent;
  while (parent !== null && parent.found === null && parent.parent !== null) parent = parent.parent;
  for (let at = place.parent; at !== null && at !== parent; ) {
    const next: Place | null = at.parent;
    at.parent = parent;
    at = next;
  }
  return parent;
}

function firstOf(node: ThreadNode): FoundMessage {
  return node.found ?? node.children[0]!.found!;
}

function byFirstDate(one: ThreadNode, other: ThreadNode): number {
  const left = firstOf(one);
  const right = firstOf(other);
  return sentMoment(left.message) - sentMoment(right.message) || left.row - right.row;
}

/** (5): threads of one subject become one. */
function gatherSubjects(roots: readonly ThreadNode[]): ThreadNode[] {
  const bySubject = subjectTable(roots);
  const gone = new Set<ThreadNode>();
  const added: ThreadNode[] = [];
  for (const root of roots) {
    const subject = firstOf(root).message.baseSubject;
    const kept = bySubject.get(subject);
    if (kept === undefined || kept === root) continue;
    gone.add(root);
    if (root.found === null && kept.found === null) kept.children.push(...root.children);
    else if (kept.found === null || (isReply(root) && !isReply(kept))) kept.children.push(root);
    else {
      const both = { found: null, children: [kept, root] };
      gone.add(kept);
      added.push(both);
      bySubject.set(subject, both);
    }
  }
  for (const node of bySubject.values()) node.children.sort(byFirstDate);
  return [...roots, ...added].filter((root) => !gone.has(root)).sort(byFirstDate);
}

/** (5.B): of several threads with one subject, the one that a missing message holds together, else one that is no reply. */
function subjectTable(roots: readonly ThreadNode[]): Map<string, ThreadNode> {
  const table = new Map<string, ThreadNode>();
  for (const root of roots) {
    const subject = firstOf(root).message.baseSubject;
    if (subject === '') continue;
    const known = table.get(subject);
    const isBetter = known !== undefined && known.found !== null && (root.found === null || (isReply(known) && !isReply(root)));
    if (known === undefined || isBetter) table.set(subject, root);
  }
  return table;
}

function isReply(node: ThreadNode): boolean {
  return node.found?.message.isReply === true;
}

/** `(1 2 (3)(4 5))`. Without recursion: threads can be as deep as a mailbox is long. */
export function formatThread(root: ThreadNode, numberOf: (found: FoundMessage) => number): string {
  let text = '';
  const stack: (ThreadNode | '(' | ')')[] = [')', root, '('];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === 'string') {
      text += next;
      continue;
    }
    const { found, children } = next;
    if (found !== null) text += children.length > 0 ? `${numberOf(found)} ` : numberOf(found);
    if (found !== null && children.length === 1) stack.push(children[0]!);
    else for (let at = children.length - 1; at >= 0; at -= 1) stack.push(')', children[at]!, '(');
  }
  return text;
}
