import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { loadConfig } from '#config/load.ts';
import type { Config } from '#config/schema.ts';
import type { ConfigRead } from '#wiring/supervisor.ts';

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
export async function configOf(options: CommonOptions, more: object = {}): Promise<Config> {
  return (await readConfig(options, more)).config;
}

/** As `configOf`, with where it was read. */
export async function readConfig(options: CommonOptions, more: object = {}): Promise<ConfigRead> {
  const file = options.config ?? (existsSync(usualFile) ? usualFile : undefined);
  const overrides = {
    ...(options.data === undefined ? {} : { dataDir: options.data }),
    ...(options.portBase === undefined ? {} : { portBase: options.portBase }),
    ...more,
  };
  const config = await loadConfig(file, process.env, overrides);
  return { config, configSource: { file: resolve(file ?? usualFile), overrides } };
}

const usualFile = 'congthu.yaml';
