import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '#config/load.ts';
import type { Config } from '#config/schema.ts';

export interface CommonOptions {
  readonly config?: string;
  readonly data?: string;
  readonly portBase?: number;
}

/** Options that every command takes. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--config <file>', 'tệp cấu hình YAML / configuration (default: congthu.yaml in this folder, if there is one)')
    .option('--data <dir>', 'thư mục dữ liệu / data folder (dataDir; default: data)')
    .option('--port-base <number>', 'cổng = số này + cổng chuẩn / each listener: this + its standard port (default: 10000)', wholeNumber);
}

/** For options and arguments that are numbers. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('phải là số nguyên / must be a whole number.');
  return Number(text);
}

/** The configuration as the file, the environment and the command line have it, in rising order. */
export function configOf(options: CommonOptions, more: object = {}): Promise<Config> {
  const file = options.config ?? (existsSync('congthu.yaml') ? 'congthu.yaml' : undefined);
  return loadConfig(file, process.env, {
    ...(options.data === undefined ? {} : { dataDir: options.data }),
    ...(options.portBase === undefined ? {} : { portBase: options.portBase }),
    ...more,
  });
}
