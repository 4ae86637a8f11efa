import type { Tree } from '#config/load.ts';
import type { Config } from '#config/schema.ts';

/** Where the configuration of this process comes from. */
export interface SettingsPlace {
  /** The file it was started with, or the one that a start here would read if it were there. Absolute. */
  readonly file: string;
  /** What wins over the file. */
  readonly fromEnvironment: Tree;
  /** Of the command line, which wins over both. */
  readonly overrides: object;
  /** As it was read at the start. */
  readonly inForce: Config;
}
