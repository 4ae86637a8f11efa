import { noId, type ThreadLinks } from './thread-links.ts';

/** The messages to be threaded, by date. */
export interface DatedMessages {
  /** Their rows in the mailbox. */
  readonly rows: Uint32Array;
  /** Numbers of their base subjects, equal where those are; below `subjectsCount`. */
  readonly subjects: Uint32Array;
  readonly subjectsCount: number;
  /** The number of the subject that says nothing; -1 when there is none. */
  readonly emptySubject: number;
}

/** In threads as they are written: parentheses between rows. */
export const opening = -1;
export const closing = -2;

const none = -1;
const stretch = 2_048;
type GiveWay = () => Promise<void>;

/** THREAD=ORDEREDSUBJECT (RFC 5256 §3): the poor man's threads. */
export async function threadsBySubject({ rows, subjects, subjectsCount }: DatedMessages, giveWay: GiveWay): Promise<Int32Array> {
  const forest = new Forest(rows.length);
  const firstOfSubject = new Int32Array(subjectsCount).fill(none);
  const roots: number[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    forest.message[at] = at;
    const first = firstOfSubject[subjects[at]!]!;
    if (first !== none) forest.add(first, at);
    else {
      firstOfSubject[subjects[at]!] = at;
      roots.push(at);
    }
  }
  return forest.written(roots, rows, giveWay);
}

/** THREAD=REFERENCES (RFC 5256 §3). `linkRows`: where each message stands in `links`. */
export async function threadsByReferences(
  messages: DatedMessages,
  links: ThreadLinks,
  linkRows: Int32Array,
  giveWay: GiveWay,
): Promise<Int32Array> {
  const ids = links.numbers.size;
  // A place for each id, one for each message that has none of its own, one for each that holds two threads of a subject together.
  const forest = new Forest(ids + 2 * linkRows.length);
  const placed = await placeMessages(forest, { ids, links, linkRows }, giveWay);
  // By their first messages, as those come by date.
  const roots: number[] = [];
  for (let at = 0; at < placed.length; at += 1) {
    if (at % stretch === stretch - 1) await giveWay();
    const place = placed[at]!;
    const parent = forest.nearestParent(place);
    if (parent === none) roots.push(place);
    else {
      // (3): a missing parent counts only at the top.
      if (forest.message[parent] === none && forest.first[parent] === none) roots.push(parent);
      forest.add(parent, place);
    }
  }
  await giveWay();
  const pruned = roots.map((root) => (forest.message[root] === none && forest.hasOneChild(root) ? forest.first[root]! : root));
  const isReply = (place: number) => forest.message[place] !== none && links.isReply[linkRows[forest.message[place]!]!] === 1;
  const gathered = await gatherSubjects(forest, { roots: pruned, messages, isReply, spare: ids + linkRows.length }, giveWay);
  await giveWay();
  return forest.written(gathered, messages.rows, giveWay);
}

/** (1): links every message below the last of its references, and those among each other where nothing else is known yet. Answers their places. */
async function placeMessages(
  forest: Forest,
  { ids, links, linkRows }: { ids: number; links: ThreadLinks; linkRows: Int32Array },
  giveWay: GiveWay,
): Promise<Int32Array> {
  const { own, starts, ancestors } = links;
  const placed = new Int32Array(linkRows.length);
  for (let at = 0; at < linkRows.length; at += 1) {
    const row = linkRows[at]!;
    let place = own[row]!;
    // A second message of the same identifier is one without.
    if (place === noId || forest.message[place] !== none) place = ids + at;
    forest.message[place] = at;
    placed[at] = place;
    let parent = none;
    for (let each = starts[row]!; each < starts[row + 1]!; each += 1) {
      const ancestor = ancestors[each]!;
      if (parent !== none && forest.parent[ancestor] === none) forest.link(parent, ancestor);
      parent = ancestor;
    }
    // What its own References say goes before what others guessed.
    forest.parent[place] = none;
    if (parent !== none) forest.link(parent, place);
    if (at % stretch === stretch - 1) await giveWay();
  }
  return placed;
}

interface Gathering {
  /** By date. */
  readonly roots: readonly number[];
  readonly messages: DatedMessages;
  readonly isReply: (place: number) => boolean;
  /** From here on places are free. */
  readonly spare: number;
}

/** (5): threads of one subject become one. */
async function gatherSubjects(forest: Forest, gathering: Gathering, giveWay: GiveWay): Promise<number[]> {
  const { roots, messages, isReply } = gathering;
  const subjectOf = (root: number) => messages.subjects[forest.firstMessage(root)]!;
  const bySubject = await subjectTable(forest, gathering, subjectOf, giveWay);
  const gone = new Set<number>();
  const grown = new Set<number>();
  let { spare } = gathering;
  for (const [at, root] of roots.entries()) {
    if (at % stretch === stretch - 1) await giveWay();
    const subject = subjectOf(root);
    const kept = bySubject[subject]!;
    if (kept === none || kept === root) continue;
    gone.add(root);
    if (forest.message[root] === none && forest.message[kept] === none) forest.takeChildren(kept, root);
    else if (forest.message[kept] === none || (isReply(root) && !isReply(kept))) forest.add(kept, root);
    else {
      gone.add(kept);
      forest.add(spare, kept);
      forest.add(spare, root);
      bySubject[subject] = spare;
      spare += 1;
    }
    grown.add(bySubject[subject]!);
  }
  let ordered = 0;
  for (const root of grown) {
    forest.orderChildren(root);
    ordered += 1;
    if (ordered % stretch === 0) await giveWay();
  }
  await giveWay();
  const added = Array.from({ length: spare - gathering.spare }, (_, at) => gathering.spare + at);
  return forest.byFirstMessage([...roots, ...added].filter((root) => !gone.has(root)));
}

/** (5.B): of several threads with one subject, the one that a missing message holds together, else one that is no reply. */
async function subjectTable(
  forest: Forest,
  { roots, messages, isReply }: Gathering,
  subjectOf: (root: number) => number,
  giveWay: GiveWay,
): Promise<Int32Array> {
  const table = new Int32Array(messages.subjectsCount).fill(none);
  for (const [at, root] of roots.entries()) {
    if (at % stretch === stretch - 1) await giveWay();
    const subject = subjectOf(root);
    if (subject === messages.emptySubject) continue;
    const known = table[subject]!;
    const isBetter =
      known !== none && forest.message[known] !== none && (forest.message[root] === none || (isReply(known) && !isReply(root)));
    if (known === none || isBetter) table[subject] = root;
  }
  return table;
}

/**
 * Places of messages, which are numbers by date: as columns, since there are as many as a mailbox has messages and more. A place may have no
 * message: an id that is only referred to.
 */
class Forest {
  readonly message: Int32Array;
  /** Where each is linked, before missing ones are passed over. */
  readonly parent: Int32Array;
  /** Something was once linked below it: only then can it be its parent's ancestor. */
  readonly #hasChildren: Uint8Array;
  /** Children in the order they were added. */
  readonly first: Int32Array;
  readonly #last: Int32Array;
  readonly #next: Int32Array;
  /** By message, of those that are being put in order. */
  readonly #placeOf: Int32Array;

  constructor(places: number) {
    const column = () => new Int32Array(places).fill(none);
    this.message = column();
    this.parent = column();
    this.#hasChildren = new Uint8Array(places);
    this.first = column();
    this.#last = column();
    this.#next = column();
    this.#placeOf = column();
  }

  /** Unless that would make a circle. */
  link(parent: number, child: number): void {
    if (parent === child) return;
    if (this.#hasChildren[child] === 1) for (let above = parent; above !== none; above = this.parent[above]!) if (above === child) return;
    this.parent[child] = parent;
    this.#hasChildren[parent] = 1;
  }

  /** The next place above that has a message; where none has, the topmost. Shortens the way for who comes after. */
  nearestParent(place: number): number {
    let parent = this.parent[place]!;
    while (parent !== none && this.message[parent] === none && this.parent[parent] !== none) parent = this.parent[parent]!;
    for (let at = this.parent[place]!; at !== none && at !== parent; ) {
      const next = this.parent[at]!;
      this.parent[at] = parent;
      at = next;
    }
    return parent;
  }

  add(parent: number, child: number): void {
    if (this.first[parent] === none) this.first[parent] = child;
    else this.#next[this.#last[parent]!] = child;
    this.#last[parent] = child;
  }

  /** All children of `other`, behind one's own. */
  takeChildren(parent: number, other: number): void {
    this.#next[this.#last[parent]!] = this.first[other]!;
    this.#last[parent] = this.#last[other]!;
  }

  hasOneChild(place: number): boolean {
    return this.first[place] !== none && this.first[place] === this.#last[place];
  }

  /** Its own, else that of its first child. */
  firstMessage(place: number): number {
    const own = this.message[place]!;
    return own === none ? this.message[this.first[place]!]! : own;
  }

  /** No two threads have a message in common. As numbers they are put in order ten times as fast as by comparing places: a mailbox may have as many threads as messages. */
  byFirstMessage(places: readonly number[]): number[] {
    const firsts = new Int32Array(places.length);
    for (const [at, place] of places.entries()) {
      firsts[at] = this.firstMessage(place);
      this.#placeOf[firsts[at]] = place;
    }
    return Array.from(firsts.sort(), (first) => this.#placeOf[first]!);
  }

  orderChildren(place: number): void {
    const children: number[] = [];
    for (let child = this.first[place]!; child !== none; child = this.#next[child]!) children.push(child);
    this.first[place] = none;
    for (const child of this.byFirstMessage(children)) {
      this.#next[child] = none;
      this.add(place, child);
    }
  }

  /** `(1 2 (3)(4 5))`. Without recursion: threads can be as deep as a mailbox is long. */
  async written(roots: readonly number[], rows: Uint32Array, giveWay: GiveWay): Promise<Int32Array> {
    const tokens: number[] = [];
    const stack: number[] = [];
    const children: number[] = [];
    for (const root of roots) {
      stack.push(closing, root, opening);
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        if (next < 0) {
          tokens.push(next);
          continue;
        }
        const message = this.message[next]!;
        if (message !== none) tokens.push(rows[message]!);
        if (message !== none && this.hasOneChild(next)) stack.push(this.first[next]!);
        else {
          for (let child = this.first[next]!; child !== none; child = this.#next[child]!) children.push(child);
          for (let child = children.pop(); child !== undefined; child = children.pop()) stack.push(closing, child, opening);
        }
        if (tokens.length % stretch === 0) await giveWay();
      }
    }
    return new Int32Array(tokens);
  }
}
