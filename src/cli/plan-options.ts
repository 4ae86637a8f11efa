import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { withProof } from './acting.ts';
import { withCommonOptions } from './common-options.ts';

export const jsonHelp: [string, string] = ['--json', 'cho chương trình khác đọc / for other programs to read'];

/** Options of every command that makes a plan. */
export function withPlanOptions(command: Command): Command {
  return withProof(withCommonOptions(command))
    .option('--on <date>', 'ngày có hiệu lực / the day it takes effect (default: today, at once)', calendarDate)
    .option('--dry-run', 'chỉ xem trước / only show what would happen')
    .option('--full', 'in đủ mọi dòng / print every line of long lists')
    .option(...jsonHelp);
}

export function repeated(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

export function calendarDate(text: string): string {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('phải là ngày như 2025-07-01 / must be a date as 2025-07-01.');
  return text;
}
