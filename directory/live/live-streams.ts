import { noMoreOften } from '#io/no-more-often.ts';
import type { UnitId } from '#kernel/ids.ts';
import { type LiveLog, liveEvents } from './events.ts';
import type { Change, Hearing } from './hearing.ts';
import { liveLimits } from './limits.ts';
import { type Follower, LiveStream } from './live-stream.ts';
import { movesAccess, type Topic, topicNames, topicsOf } from './topics.ts';

/** Why nobody is told anything: they may hear of nothing; as many follow as may, of the account, the network, or all; the process ends. */
export type NotFollowed = 'nothing-to-hear' | 'too-many-of-account' | 'too-many-of-network' | 'too-many' | 'closing';

interface LiveDeps {
  /** Where units stand today: each first, then those above it. */
  readonly placesOf: (unitIds: readonly UnitId[]) => Promise<ReadonlyMap<UnitId, readonly UnitId[]>>;
  readonly log: LiveLog;
  readonly limits?: { readonly [Name in keyof typeof liveLimits]?: number };
}

/** What changed. `unitId`: of the unit that it is about; null: of none that is known; any: it is for all who hear of the topic. */
interface Gathered {
  readonly topic: Topic;
  readonly unitId: UnitId | 'any' | null;
}

/** All that follow in this process. */
export class LiveStreams implements Disposable {
  readonly #deps: LiveDeps;
  readonly #limits: { readonly [Name in keyof typeof liveLimits]: number };
  readonly #streams = new Set<LiveStream>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #telling;
  readonly #rechecking;
  #gathered = new Map<string, Gathered>();
  #round: Promise<void> | null = null;
  #isRoundDue = false;
  #isClosing = false;

  constructor(deps: LiveDeps) {
    this.#deps = deps;
    this.#limits = { ...liveLimits, ...deps.limits };
    this.#telling = noMoreOften(() => void this.#tellGathered(), this.#limits.gatherMs);
    this.#rechecking = noMoreOften(() => this.#startRound(), this.#limits.gatherMs);
    this.#heartbeat = setInterval(() => this.#startRound(), this.#limits.heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Whether anybody here hears of it. */
  isHeard(topic: Topic): boolean {
    return [...this.#streams].some(({ hearing }) => hearing.has(topic));
  }

  get count(): number {
    return this.#streams.size;
  }

  /** The octets of the answer to who follows from now on, or why there is none. */
  async follow(follower: Follower): Promise<ReadableStream<Uint8Array> | NotFollowed> {
    const hearing = await follower.prove();
    if (hearing === null || hearing.size === 0) return 'nothing-to-hear';
    const full = this.#fullFor(follower);
    if (full !== null) return full;
    const stream: LiveStream = new LiveStream(follower, hearing, () => void this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream.body;
  }

  /** Acts that took effect somewhere, as the audit's notices name them: `act` or `act:unit`. null: some may have been missed. */
  hearActs(words: readonly string[] | null): void {
    if (words === null) {
      this.tell(topicNames);
      this.recheck();
    }
    for (const word of words ?? []) {
      const [act = '', unit] = word.split(':');
      // Whose correction it is, no unit tells; all who answer any look at theirs.
      const unitId = unit !== undefined ? (Number(unit) as UnitId) : act.startsWith('correction.') ? 'any' : null;
      for (const topic of topicsOf(act)) this.#gather({ topic, unitId });
      if (movesAccess(act)) this.recheck();
    }
  }

  /** Something changed of which no act tells: for all who hear of it. */
  tell(changed: Iterable<Topic>): void {
    for (const topic of changed) this.#gather({ topic, unitId: 'any' });
  }

  /** Somebody's access moved: whether each may still follow is asked now, or in a second where it was asked just before. */
  recheck(): void {
    this.#rechecking.ask();
  }

  /** Streams end, and no new one begins: before the listeners wait for answers under way. */
  [Symbol.dispose](): void {
    this.#isClosing = true;
    clearInterval(this.#heartbeat);
    this.#telling[Symbol.dispose]();
    this.#rechecking[Symbol.dispose]();
    for (const stream of this.#streams) this.#end(stream);
  }

  #fullFor({ accountId, network }: Follower): NotFollowed | null {
    if (this.#isClosing) return 'closing';
    const followers = [...this.#streams].map(({ follower }) => follower);
    if (followers.length >= this.#limits.inProcessMax) return 'too-many';
    if (followers.filter((one) => one.accountId === accountId).length >= this.#limits.perAccountMax) return 'too-many-of-account';
    return followers.filter((one) => one.network === network).length >= this.#limits.perNetworkMax ? 'too-many-of-network' : null;
  }

  #gather(what: Gathered): void {
    if (this.#streams.size === 0) return;
    this.#gathered.set(`${what.topic}:${what.unitId}`, what);
    this.#telling.ask();
  }

  async #tellGathered(): Promise<void> {
    await null; // all of one notice is one event
    const gathered = [...this.#gathered.values()];
    this.#gathered = new Map();
    const changes = await this.#placed(gathered);
    for (const stream of this.#streams) stream.tell(changes);
  }

  /** Where what changed stands, for those who hear of some units only; what cannot be placed is for those who hear of all. */
  async #placed(gathered: readonly Gathered[]): Promise<readonly Change[]> {
    const unitIds = gathered.flatMap(({ unitId }) => (typeof unitId === 'number' ? [unitId] : []));
    const places = await this.#placesOf([...new Set(unitIds)]);
    return gathered.map(({ topic, unitId }) => {
      if (unitId === 'any') return { topic, place: 'any' };
      return { topic, place: (unitId !== null && places.get(unitId)) || [] };
    });
  }

  async #placesOf(unitIds: readonly UnitId[]): Promise<ReadonlyMap<UnitId, readonly UnitId[]>> {
    if (unitIds.length === 0) return new Map();
    try {
      return await this.#deps.placesOf(unitIds);
    } catch (err) {
      this.#deps.log.warn({ event: liveEvents.unread, err }, liveEvents.unread);
      return new Map();
    }
  }

  /** Asked for while one goes on, there is another afterwards. */
  #startRound(): void {
    this.#isRoundDue = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = null;
    });
  }

  async #rounds(): Promise<void> {
    while (this.#isRoundDue) {
      this.#isRoundDue = false;
      const waiting = [...this.#streams];
      const walk = async () => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await this.#recheckOne(next);
      };
      await Promise.all(Array.from({ length: this.#limits.recheckAtOnceMax }, walk));
    }
  }

  async #recheckOne(stream: LiveStream): Promise<void> {
    const hearing = await this.#hearingOf(stream);
    const isOld = performance.now() - stream.begunAt > this.#limits.lifeMsMax;
    if (hearing === null || hearing.size === 0 || isOld) return this.#end(stream);
    stream.hearing = hearing;
    if (stream.beat() || !this.#streams.delete(stream)) return;
    this.#deps.log.warn({ event: liveEvents.slow, accountId: stream.follower.accountId }, liveEvents.slow);
    stream.cut();
  }

  /** What cannot be known is not allowed. */
  async #hearingOf({ follower }: LiveStream): Promise<Hearing | null> {
    try {
      return await follower.prove();
    } catch (err) {
      this.#deps.log.warn({ event: liveEvents.unread, err }, liveEvents.unread);
      return null;
    }
  }

  #end(stream: LiveStream): void {
    this.#streams.delete(stream);
    stream.end();
  }
}
