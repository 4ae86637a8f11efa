import pg from 'pg';
import { connectionConfig, type Database, type DatabaseAddress } from './database.ts';
import { databaseLimits } from './limits.ts';

export interface NoticeChannel extends AsyncDisposable {
  /** Tells every process soon (coalesced), after the sender's own commit. Words have no comma. A lost notice is made up for by polling. */
  publish(channel: string, words: Iterable<string>): void;
  /** Calls back with the words of each notice, and with null when the connection was lost and notices may have been missed. */
  subscribe(channel: string, listener: (words: readonly string[] | null) => void): () => void;
}

// NOTIFY inside the delivery's transaction cut commits per second to a quarter (PostgreSQL serialises them), so notices go out after
// the commit, gathered for this long, from one connection.
const gatherMs = 15;
const reconnectMs = 1_000;

/** Word from process to process through PostgreSQL's LISTEN/NOTIFY. Needs a direct connection to the primary, no pooler in between. */
export async function openNoticeChannel(
  address: DatabaseAddress,
  database: Database,
  onError: (error: Error) => void,
): Promise<NoticeChannel> {
  const listeners = new Map<string, Set<(words: readonly string[] | null) => void>>();
  const waiting = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;
  let listening: pg.Client | undefined;
  let closed = false;
  let flushing: Promise<void> = Promise.resolve();
  let asking: Promise<void> = Promise.resolve();

  const tell = (channel: string, words: readonly string[] | null) => {
    for (const listener of listeners.get(channel) ?? []) {
      try {
        listener(words);
      } catch (error) {
        onError(error as Error); // thrown on into the driver it would end the process
      }
    }
  };

  async function listen(): Promise<void> {
    const client = new pg.Client({ ...connectionConfig(address), application_name: 'congthu notices', keepAlive: true });
    client.on('notification', ({ channel, payload }) => tell(channel, (payload ?? '').split(',')));
    client.on('error', (error) => lost(client, error));
    client.on('end', () => lost(client, new Error('the notice connection ended')));
    try {
      await client.connect();
      // Channels subscribed meanwhile are met too: the walk goes on over what is added.
      for (const channel of listeners.keys()) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (cause) {
      await client.end();
      throw cause;
    }
    if (closed) await client.end();
    else listening = client;
  }

  /** One after the other: a connection takes one statement at a time. Without one, all are listened to when there is one again. */
  async function listenTo(channel: string): Promise<void> {
    if (!closed && listening) await listening.query(`LISTEN ${listening.escapeIdentifier(channel)}`);
  }

  function lost(client: pg.Client, error: Error): void {
    if (closed || listening !== client) return;
    listening = undefined;
    onError(error);
    for (const channel of listeners.keys()) tell(channel, null);
    void listenAgain();
  }

  async function listenAgain(): Promise<void> {
    while (!closed && !listening) {
      await new Promise((resolve) => setTimeout(resolve, reconnectMs).unref());
      if (closed) return;
      await listen().catch(onError);
    }
    if (!closed) for (const channel of listeners.keys()) tell(channel, null);
  }

  async function flush(): Promise<void> {
    timer = undefined;
    const batches = [...waiting].flatMap(([channel, words]) => payloadsOf(words).map((payload) => [channel, payload] as const));
    waiting.clear();
    for (const [channel, payload] of batches) {
      await database.pool.query({ name: 'notice-publish', text: 'SELECT pg_notify($1, $2)', values: [channel, payload] });
    }
  }

  await listen();
  return {
    publish(channel, words) {
      const gathered = waiting.get(channel) ?? new Set();
      for (const word of words) gathered.add(word);
      waiting.set(channel, gathered);
      timer ??= setTimeout(() => {
        flushing = flushing.then(flush).catch(onError);
      }, gatherMs);
    },
    subscribe(channel, listener) {
      const set = listeners.get(channel) ?? new Set();
      const isFirst = set.size === 0;
      listeners.set(channel, set.add(listener));
      if (isFirst) asking = asking.then(() => listenTo(channel)).catch(onError);
      return () => set.delete(listener);
    },
    async [Symbol.asyncDispose]() {
      if (timer) {
        clearTimeout(timer);
        await flush().catch(onError);
      }
      await flushing;
      closed = true;
      await asking;
      await listening?.end();
    },
  };
}

/** Comma-joined words in as few payloads as PostgreSQL's limit allows. */
export function payloadsOf(words: Iterable<string>): string[] {
  const payloads: string[] = [];
  let payload = '';
  for (const word of words) {
    if (payload !== '' && payload.length + 1 + word.length > databaseLimits.notifyPayloadOctetsMax) {
      payloads.push(payload);
      payload = '';
    }
    payload = payload === '' ? word : `${payload},${word}`;
  }
  if (payload !== '') payloads.push(payload);
  return payloads;
}
