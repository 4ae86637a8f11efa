import type { AccountId } from '#kernel/ids.ts';
import { changedText, heartbeatText, openingText } from './event-text.ts';
import { type Change, type Hearing, hears } from './hearing.ts';
import { liveLimits } from './limits.ts';
import type { Topic } from './topics.ts';

/** Who follows. */
export interface Follower {
  readonly accountId: AccountId;
  /** Where from (`networkOf`). */
  readonly network: string;
  /** What they may hear now; null: nothing any more, since their session has ended, say. Does not count as use of the session. */
  readonly prove: () => Promise<Hearing | null>;
}

/** One that follows: its octets, for the answer, and what is told to it. */
export class LiveStream {
  readonly follower: Follower;
  readonly body: ReadableStream<Uint8Array>;
  readonly begunAt = performance.now();
  hearing: Hearing;
  readonly #waiting = new Set<Topic>();
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #isOver = false;

  constructor(follower: Follower, hearing: Hearing, onGone: () => void) {
    this.follower = follower;
    this.hearing = hearing;
    this.body = new ReadableStream(
      {
        start: (controller) => {
          this.#controller = controller;
          controller.enqueue(openingText);
        },
        pull: () => this.#flush(),
        cancel: () => {
          this.#isOver = true;
          onGone();
        },
      },
      { highWaterMark: liveLimits.waitingEventsMax },
    );
  }

  /** What they hear of it; a client that is behind hears it when it has read. */
  tell(changes: readonly Change[]): void {
    for (const change of changes) if (hears(this.hearing, change)) this.#waiting.add(change.topic);
    this.#flush();
  }

  /** False: the client has read nothing for so long that what it did not read fills its place. */
  beat(): boolean {
    if (!this.#hasRoom()) return false;
    this.#flush();
    if (this.#hasRoom()) this.#controller.enqueue(heartbeatText);
    return true;
  }

  /** The answer ends as it should, and the client comes back. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller.close();
  }

  /** The connection is cut: nobody reads there. */
  cut(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller.error(new Error('the client does not read'));
  }

  #hasRoom(): boolean {
    return !this.#isOver && (this.#controller.desiredSize ?? 0) > 0;
  }

  #flush(): void {
    if (this.#waiting.size === 0 || !this.#hasRoom()) return;
    const text = changedText(this.#waiting);
    this.#waiting.clear(); // a reader that waits for it comes back here before it is told
    this.#controller.enqueue(text);
  }
}
