import { get } from 'node:http';
import { availableParallelism } from 'node:os';

// The kernel chooses which worker answers a connection; some tries more than workers reach them all.
const triesMax = 200;

/** What the workers of a Công Thư tell of themselves at /metrics. */
export class WorkerMetrics {
  readonly #port: () => number;
  /** By worker, in milliseconds. A worker forgets what it told. */
  readonly #longest = new Map<string, number>();

  constructor(httpPort: () => number) {
    this.#port = httpPort;
  }

  /** The longest that any worker's event loop was held since this was last asked; null when they do not tell. */
  async takeLongestHoldMs(): Promise<number | null> {
    const told = new Set<string>();
    for (let tries = 0; told.size < availableParallelism() && tries < triesMax; tries++) {
      for (const { who } of holdsIn(await this.#text())) told.add(who);
      if (told.size === 0) return null;
    }
    const longest = Math.max(...this.#longest.values());
    this.#longest.clear();
    return longest;
  }

  /** Messages that wait for the index of texts; null when nothing tells. */
  async waitingForIndex(): Promise<number | null> {
    const samples = [...(await this.#text()).matchAll(/^congthu_\w*(?:index|unindexed)\w*(?:\{[^}]*\})? (\S+)$/gm)];
    return samples.length === 0 ? null : Math.max(...samples.map(([, value]) => Number(value)));
  }

  async #text(): Promise<string> {
    const text = await metricsText(this.#port());
    for (const { who, heldMs } of holdsIn(text)) this.#longest.set(who, Math.max(this.#longest.get(who) ?? 0, heldMs));
    return text;
  }
}

function holdsIn(text: string): { readonly who: string; readonly heldMs: number }[] {
  const samples = text.matchAll(/^congthu_event_loop_held_seconds_max\{worker="(\d+)"\} (\S+)$/gm);
  return [...samples].map(([, who, seconds]) => ({ who: who!, heldMs: Number(seconds) * 1000 }));
}

// Each on a connection of its own: one kept open would always reach the same worker.
function metricsText(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/metrics', agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`/metrics answered ${response.statusCode}`)),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}
