import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { letterheadOfProvince } from '#directory/minutes/letterhead-of-province.ts';
import { minutesFileName, minutesOfPlan } from '#directory/minutes/minutes-of-plan.ts';
import { minutesPdf } from '#directory/minutes/minutes-pdf.ts';
import type { PlanId } from '#kernel/ids.ts';
import { refusalText } from '#kernel/refusal.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { readProvince } from '#wiring/read-province.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';

export function addPlanMinutes(plan: Command): void {
  withCommonOptions(plan.command('minutes').description('biên bản bàn giao của kế hoạch đã thực hiện / minutes of handing over, as PDF'))
    .argument('<plan>', 'số của kế hoạch trong `plan list` / its number in `plan list`', wholeNumber)
    .option('--out <file.pdf>', 'ghi ra tệp mới / into a new file (default: bien-ban-ban-giao-<plan>.pdf)')
    .action(minutes);
}

/** A file of its own: nothing that is there already is overwritten, and only its owner reads it. */
async function minutes(id: number, options: CommonOptions & { out?: string }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const planId = id as PlanId;
  const letterhead = letterheadOfProvince({ settings: config.reports, provinceName: (await readProvince(config)).name });
  const drawn = await minutesOfPlan({ database: opened.database, letterhead }, planId);
  if (!drawn.ok) throw new Error(refusalText(drawn.refusal));
  const file = options.out ?? minutesFileName(planId);
  await writeFile(file, await minutesPdf(drawn.value), { flag: 'wx', mode: 0o600 });
  console.log(`Đã ghi / written: ${file}`);
}
