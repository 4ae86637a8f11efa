import type { Command } from 'commander';
import { type ActingOptions, withActing, withProof } from './acting.ts';
import { type CommonOptions, withCommonOptions } from './common-options.ts';
import { jsonHelp } from './plan-options.ts';

/** Of every command that does one act at once. */
export interface ActOptions extends CommonOptions, ActingOptions {
  readonly json?: boolean;
  /** Only whether it would be done: it is, and taken back before anybody sees it. */
  readonly dryRun?: boolean;
}

export const dryRunHelp: [string, string] = ['--dry-run', 'chỉ thử xem có làm được không / only show whether it would be done'];

export function withActOptions(command: Command): Command {
  return withAnswer(withActing(withCommonOptions(command)));
}

/** As `withActOptions`, for acts whose reason is an option of their own, or which have none. */
export function withProvenActOptions(command: Command): Command {
  return withAnswer(withProof(withCommonOptions(command)));
}

function withAnswer(command: Command): Command {
  return command.option(...dryRunHelp).option(...jsonHelp);
}

/** Says what was done, or would be: a line for people, or the facts for programs. */
export function tellAct({ json, dryRun }: Pick<ActOptions, 'json' | 'dryRun'>, text: string, facts: object): void {
  const preview = dryRun === true;
  if (json === true) console.log(JSON.stringify({ state: preview ? 'preview' : 'done', ...facts }));
  else console.log(preview ? `Xem trước, chưa có gì thay đổi / preview, nothing was changed: ${text}` : text);
}
