import type { Config } from '#config/schema.ts';
import { type Log, openLog } from '#io/log.ts';

/** A command says by itself what it did; its log is for what went wrong. */
export function commandLog(config: Config): Log {
  return openLog(config.log.level === 'debug' ? 'debug' : 'warn', { command: true });
}
