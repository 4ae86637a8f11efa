import type { Config } from '#config/schema.ts';
import type { FiledLine } from '#directory/requests/read-line-file.ts';
import type { RequestDeps, RequestRefusal, StepInput } from '#directory/requests/request.ts';
import { reasonSchema } from '#directory/requests/request-line.ts';
import { systemClock } from '#kernel/clock.ts';
import type { RequestId } from '#kernel/ids.ts';
import { refusalText } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { requestDeps } from '#wiring/request-deps.ts';
import { type ActingOptions, actingPerson } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { lineProblemsText } from './request-file.ts';
import { noticesBy } from './run-plan.ts';

export type RequestOptions<More = object> = CommonOptions & ActingOptions & { json?: boolean; seen?: number; dryRun?: boolean } & More;

interface Given {
  readonly opened: OpenedForCommand;
  readonly config: Config;
  readonly deps: RequestDeps;
  readonly today: string;
}

/** Opens, does, and tells; what is refused goes to standard error and ends with 1. */
export async function runRequest(options: RequestOptions, act: (given: Given) => Promise<Told>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const isRehearsal = options.dryRun === true;
  const deps = { ...requestDeps(opened.database, config, noticesBy(opened, config)), isRehearsal };
  const { result, text, lines } = await act({ opened, config, deps, today: vietnamDate(systemClock.now()) });
  if (result.ok) console.log(options.json === true ? JSON.stringify(result.value, null, 2) : text);
  else turnDown(result.refusal, options.json === true, lines);
}

export interface Told {
  readonly result: Result<unknown, RequestRefusal>;
  readonly text: string;
  /** Where the lines of the list stand in its file. */
  readonly lines: readonly FiledLine[];
}

export function told<T>(result: Result<T, RequestRefusal>, textOf: (value: T) => string, lines: readonly FiledLine[] = []): Told {
  return { result, text: result.ok ? textOf(result.value) : '', lines };
}

function turnDown(refusal: RequestRefusal, json: boolean, from: readonly FiledLine[]): void {
  process.exitCode = 1;
  const { lines = [], passed = [] } = refusal;
  if (json) console.log(JSON.stringify({ refused: refusal }, null, 2));
  else {
    console.error(`congthu: ${refusalText(refusal)}`);
    if (lines.length > 0) console.error(lineProblemsText(lines, from));
    for (const { version, step, at, by } of passed) console.error(`  ${version}  ${at.toISOString()}  ${step}  ${by ?? 'console'}`);
  }
}

/** Who takes the step, of what they looked at, and why. */
export async function stepOf(
  opened: OpenedForCommand,
  id: number,
  today: string,
  options: RequestOptions,
  reason: string | undefined,
): Promise<StepInput> {
  return {
    requestId: id as RequestId,
    actorAccountId: await actingPerson(opened, options),
    today,
    seen: options.seen,
    reason: reason === undefined ? undefined : oneLineOption('--reason', reasonSchema, reason),
  };
}

/** What an option says; a plain failure where it cannot be so. */
export function oneLineOption(option: string, schema: typeof reasonSchema, text: string): string {
  const read = schema.safeParse(text);
  if (read.success) return read.data;
  throw new Error(`${option}: ${read.error.issues.map(({ message }) => message).join('; ')}`);
}
