import { type ConnectDeps, connectTo, type EnvelopeConnection } from './envelope-connection.ts';
import { queueLimits } from './limits.ts';
import type { NextHop } from './route.ts';

/** The host did not answer a moment ago and is left alone until `msLeft` have passed; `error` is what happened then. */
export class HostResting extends Error {
  readonly error: unknown;
  readonly msLeft: number;
  constructor(error: unknown, msLeft: number) {
    super('the host is left alone for a moment');
    this.error = error;
    this.msLeft = msLeft;
  }
}

/** Connections to next hops, kept a while for the next message, and a short memory of hosts that do not answer. */
export class ConnectionPool implements AsyncDisposable {
  readonly #deps: ConnectDeps;
  readonly #idle = new Map<string, { connection: EnvelopeConnection; timer: NodeJS.Timeout }[]>();
  readonly #resting = new Map<string, { until: number; error: unknown }>();
  #closed = false;

  constructor(deps: ConnectDeps) {
    this.#deps = deps;
  }

  /** A connection ready for MAIL. Rejects with a ConnectionError, or HostResting. */
  async acquire(hop: NextHop, signal: AbortSignal): Promise<EnvelopeConnection> {
    for (let kept = this.#takeIdle(hop); kept !== null; kept = this.#takeIdle(hop)) {
      if (await this.#isAlive(kept, signal)) return kept;
    }
    return this.#connect(hop, signal);
  }

  /** Takes a connection back: kept when it is good for another message, else left. */
  release(hop: NextHop, connection: EnvelopeConnection): void {
    if (this.#closed || connection.destroyed || connection.messages >= this.#deps.times.messagesPerConnectionMax) connection.leave();
    else this.#keep(hop, connection);
  }

  #keep(hop: NextHop, connection: EnvelopeConnection): void {
    const key = keyOf(hop);
    const list = this.#idle.get(key) ?? [];
    const timer = setTimeout(() => {
      list.splice(list.indexOf(entry), 1);
      if (list.length === 0 && this.#idle.get(key) === list) this.#idle.delete(key);
      connection.leave();
    }, this.#deps.times.idleMsMax);
    const entry = { connection, timer: timer.unref() };
    list.push(entry);
    this.#idle.set(key, list);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const { connection, timer } of [...this.#idle.values()].flat()) {
      clearTimeout(timer);
      connection.leave();
    }
    this.#idle.clear();
  }

  #takeIdle(hop: NextHop): EnvelopeConnection | null {
    const entry = this.#idle.get(keyOf(hop))?.pop();
    if (entry === undefined) return null;
    clearTimeout(entry.timer);
    return entry.connection;
  }

  /** The server may have closed it meanwhile, or be about to: a RSET tells before a message is at stake. */
  async #isAlive(connection: EnvelopeConnection, signal: AbortSignal): Promise<boolean> {
    const onAbort = () => connection.close();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await connection.begin();
      return true;
    } catch {
      connection.close(); // an idle connection that ended is ordinary; the next one is tried, or a new one made
      return false;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #connect(hop: NextHop, signal: AbortSignal): Promise<EnvelopeConnection> {
    const key = keyOf(hop);
    const rest = this.#resting.get(key);
    const msLeft = rest === undefined ? 0 : rest.until - performance.now();
    if (rest !== undefined && msLeft > 0) throw new HostResting(rest.error, msLeft);
    this.#resting.delete(key);
    try {
      return await connectTo(this.#deps, hop, signal);
    } catch (error) {
      if (this.#resting.size >= queueLimits.restingHostsMax) this.#resting.clear();
      if (!signal.aborted) this.#resting.set(key, { until: performance.now() + this.#deps.times.restAfterFailureMs, error });
      throw error;
    }
  }
}

function keyOf(hop: NextHop): string {
  return JSON.stringify([hop.host, hop.port, hop.tls, hop.auth?.user ?? null]);
}
