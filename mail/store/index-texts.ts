import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '#io/database.ts';
import type { AccountId, ContentId, MessageId } from '#kernel/ids.ts';
import { TokenTable } from '#mail/mime/search-tokens.ts';
import type { BodyStore } from './body-store.ts';
import { buildTextSegment, type TokenizedContent } from './build-text-segment.ts';
import { gatherTokens } from './gather-tokens.ts';
import { givingWay } from './giving-way.ts';
import { storeLimits } from './limits.ts';
import { dueMerge, mergeTextSegments, tidyTextSegment } from './merge-text-segments.ts';
import {
  advanceTextIndex,
  type BatchRow,
  dropTextIndex,
  insertPartial,
  lookAhead,
  lookAtTextIndex,
  nextMessages,
  type TextPlace,
  type TextProgress,
  takeTextIndex,
  textPlaces,
  textSources,
} from './text-index-sql.ts';
import { growingSegments, insertSegments, type TextSegment, uncheckedSegment } from './text-segment-sql.ts';

export interface TextIndexStep {
  /** working: there is more to do at once; idle: more is worth doing after a while; elsewhere: another process does it. */
  readonly state: 'working' | 'idle' | 'elsewhere';
  readonly messages: number;
  /** Contents that could not be read: searches will try. */
  readonly unreadable: readonly { readonly contentId: ContentId; readonly cause: unknown }[];
  /** How far the index is behind the latest message seen, by identities. */
  readonly behind: number;
}

const nothing = { messages: 0, unreadable: [], behind: 0 } as const;

interface IndexDeps {
  readonly database: Database;
  readonly bodies: BodyStore;
}

/**
 * Indexes the texts of messages after they were committed, a batch a step; one process at a time does. The batch and how far it came are one
 * transaction: a step that is cut off is done again.
 */
export class TextIndexer {
  readonly #deps: IndexDeps;
  readonly #holder = randomUUID();
  #failures = 0;

  constructor(deps: IndexDeps) {
    this.#deps = deps;
  }

  async step(): Promise<TextIndexStep> {
    const { database } = this.#deps;
    const look = await lookAtTextIndex(database, this.#holder);
    if (look.is_elsewhere) return { ...nothing, state: 'elsewhere' };
    const worn = look.latest > look.indexed_to ? undefined : await uncheckedSegment(database);
    if (look.latest <= look.indexed_to && worn === undefined) return { ...nothing, state: 'idle' };
    const progress = await takeTextIndex(database, this.#holder);
    if (progress === undefined) return { ...nothing, state: 'elsewhere' };
    if (worn !== undefined) await tidyTextSegment(database, worn, givingWay(storeLimits.textTurnMsMax));
    return worn === undefined ? this.#goOn(progress, look.latest) : { ...nothing, state: 'working' };
  }

  async #goOn({ indexed_to, ahead_to, is_settled, is_foreign }: TextProgress, latest: MessageId): Promise<TextIndexStep> {
    const behind = latest - indexed_to;
    if (indexed_to >= ahead_to || is_foreign) {
      await lookAhead(this.#deps.database, this.#holder, latest);
      return { ...nothing, state: 'working', behind };
    }
    return is_settled ? this.#indexBatch(indexed_to, ahead_to) : { ...nothing, state: 'idle', behind };
  }

  /** Another process may go on at once. */
  async stop(): Promise<void> {
    await dropTextIndex(this.#deps.database, this.#holder);
  }

  async #indexBatch(from: MessageId, aheadTo: MessageId): Promise<TextIndexStep> {
    const { database } = this.#deps;
    const found = await nextMessages(database, from, aheadTo);
    const batch = withinOctets(found);
    const isAll = batch.length === found.length && found.length < storeLimits.textBatchMessages;
    const to = isAll ? aheadTo : batch.at(-1)!.id;
    const places = batch.length === 0 ? [] : await textPlaces(database, [...new Set(batch.map((row) => row.content_id))], from, to);
    const giveWay = givingWay(storeLimits.textTurnMsMax);
    const table = new TokenTable();
    const { tokens, partial, unreadable } = await this.#read(places, table, giveWay);
    const segments = await segmentsFor(places, { table, tokens }, giveWay);
    const isWritten = await inTransaction(database, async (tx) => {
      if (!(await advanceTextIndex(tx, { holder: this.#holder, from, to }))) return false;
      await insertPartial(
        tx,
        places.filter(({ content_id }) => partial.has(content_id)),
      );
      if (segments.length > 0) await insertSegments(tx, segments);
      return true;
    });
    if (!isWritten) return { ...nothing, state: 'elsewhere' };
    await mergeDue(database, [...new Set(segments.map((segment) => segment.accountId))], giveWay);
    // Few at a time make small segments: what comes next may gather for a while.
    return { state: isAll ? 'idle' : 'working', messages: batch.length, unreadable, behind: aheadTo - to };
  }

  async #read(places: readonly TextPlace[], table: TokenTable, giveWay: () => Promise<void>) {
    const tokens = new Map<ContentId, readonly number[]>();
    const partial = new Set<ContentId>();
    const unreadable: { contentId: ContentId; cause: unknown }[] = [];
    const contents = [...new Set(places.map((place) => place.content_id))];
    const sources = contents.length === 0 ? [] : await textSources(this.#deps.database, contents);
    // One statement for all the small ones; what is read below then comes from memory. One that cannot be unpacked says so there.
    await this.#deps.bodies.cacheInline(sources).catch(() => undefined);
    for (const source of sources) {
      try {
        const gathered = await gatherTokens(this.#deps.bodies, source, table, giveWay);
        tokens.set(source.content_id, gathered.tokens);
        if (gathered.isPartial) partial.add(source.content_id);
      } catch (cause) {
        partial.add(source.content_id);
        unreadable.push({ contentId: source.content_id, cause });
      }
    }
    if (unreadable.length > 0 && unreadable.length === sources.length && ++this.#failures < storeLimits.textReadAttemptsMax)
      throw new Error('no content of the batch can be read', { cause: unreadable[0]!.cause });
    this.#failures = 0;
    return { tokens, partial, unreadable };
  }
}

/** At least one, then as many as stay within the octets of a batch. */
function withinOctets(rows: readonly BatchRow[]): readonly BatchRow[] {
  let octets = 0;
  const end = rows.findIndex((row, at) => {
    octets += row.size_octets;
    return at > 0 && octets > storeLimits.textBatchOctets;
  });
  return end < 0 ? rows : rows.slice(0, end);
}

async function segmentsFor(
  places: readonly TextPlace[],
  { table, tokens }: { table: TokenTable; tokens: ReadonlyMap<ContentId, readonly number[]> },
  giveWay: () => Promise<void>,
): Promise<TextSegment[]> {
  const byAccount = new Map<AccountId, TokenizedContent[]>();
  for (const { account_id, content_id } of places) {
    const ofContent = tokens.get(content_id);
    if (ofContent === undefined) continue;
    const those = byAccount.get(account_id) ?? [];
    those.push({ contentId: content_id, tokens: ofContent });
    byAccount.set(account_id, those);
  }
  const segments: TextSegment[] = [];
  for (const [accountId, tokenized] of byAccount) {
    const segment = await buildTextSegment(accountId, tokenized, table, giveWay);
    if (segment !== null) segments.push(segment);
  }
  return segments;
}

async function mergeDue(database: Database, accounts: readonly AccountId[], giveWay: () => Promise<void>): Promise<void> {
  for (let left = accounts; left.length > 0; ) {
    const growing = await growingSegments(database, left);
    const due = left.flatMap((account) => dueMerge(growing.filter((segment) => segment.account_id === account)) ?? []);
    left = [...new Set(due.map((segment) => segment.account_id))];
    for (const account of left) {
      const ids = due.filter((segment) => segment.account_id === account).map((segment) => segment.id);
      await mergeTextSegments(database, ids, giveWay);
    }
  }
}
