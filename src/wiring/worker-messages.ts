import type { Config } from '#config/schema.ts';
import type { DatabaseAddress } from '#io/database.ts';
import type { DataDir } from './data-dir.ts';

/** Where the configuration was read, besides the environment, which workers inherit. */
export interface ConfigSource {
  /** Or where a start would look for it. Absolute. */
  readonly file: string;
  /** Of the command line. */
  readonly overrides: object;
}

/** What a worker must know to serve: sent by the supervisor as its first message. */
export interface WorkerStart {
  readonly config: Config;
  readonly configSource: ConfigSource;
  readonly addresses: readonly string[];
  readonly dataDir: DataDir;
  readonly database: DatabaseAddress;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly index: number;
  /** What the worker's process has in its environment besides what it inherits. */
  readonly environment: NodeJS.ProcessEnv;
  readonly province: { readonly name: string; readonly domains: readonly string[] };
}

export type ToWorker = { readonly kind: 'start'; readonly start: WorkerStart } | { readonly kind: 'stop' };
export type FromWorker = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly message: string };
