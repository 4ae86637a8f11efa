import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type ListedBatch, listBatches, readBatchRows } from '#directory/bulk/batch-list-sql.ts';
import type { BulkDeeds, BulkNotes } from '#directory/bulk/bulk-deeds.ts';
import { resultWorkbook } from '#directory/bulk/result-workbook.ts';
import { type Undone, undoBatch } from '#directory/bulk/undo-batch.ts';
import { findPlan, type KeptPlan } from '#directory/lifecycle/plan-sql.ts';
import type { PlanState } from '#directory/org/tables.ts';
import { systemClock } from '#kernel/clock.ts';
import type { PlanId } from '#kernel/ids.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { type ActingOptions, actingPerson, withProof } from './acting.ts';
import { writeFirstPasswords } from './bulk-passwords.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { commandLimits } from './limits.ts';
import { jsonHelp } from './plan-options.ts';
import { planText } from './plan-text.ts';
import { noticesBy, refuse } from './run-plan.ts';

type Options<More = object> = CommonOptions & ActingOptions & { json?: boolean; full?: boolean } & More;

const batchHelp = 'số của đợt trong `bulk list` / its number in `bulk list`';
const fullHelp: [string, string] = ['--full', 'in đủ mọi dòng / print every line of long lists'];

/** What is asked about batches that were made. */
export function addBatches(bulk: Command): void {
  withCommonOptions(bulk.command('list').description('liệt kê các đợt, mới nhất trước / list batches, the latest first'))
    .option(...jsonHelp)
    .action(list);
  withCommonOptions(bulk.command('show').description('xem một đợt / show a batch'))
    .argument('<batch>', batchHelp, wholeNumber)
    .option('--output <file.xlsx>', 'ghi kết quả từng dòng ra tệp / write what came of each row to a file')
    .option(...fullHelp)
    .option(...jsonHelp)
    .action(show);
  withProof(
    withCommonOptions(
      bulk.command('undo').description('trong 24 giờ, thu lại phần chưa ai dùng / within 24 hours, take back what nobody has used'),
    ),
  )
    .argument('<batch>', batchHelp, wholeNumber)
    .option('--dry-run', 'chỉ xem trước / only show what would happen')
    .option(...fullHelp)
    .option(...jsonHelp)
    .action(undo);
  withProof(
    withCommonOptions(bulk.command('passwords').description('đặt mật khẩu đầu tiên cho ai chưa có / first passwords for whoever has none')),
  )
    .argument('<batch>', batchHelp, wholeNumber)
    .argument('<file>', 'ghi ra tệp .xlsx hay .csv này / where to write them, .xlsx or .csv')
    .action(passwords);
}

async function passwords(id: number, file: string, options: Options): Promise<void> {
  await using opened = await open(options);
  const actorAccountId = await actingPerson(opened, options);
  const { id: planId } = await existingBatch(opened, id);
  await writeFirstPasswords(opened, { planId, actorAccountId, file, json: options.json === true });
}

async function open(options: CommonOptions): Promise<OpenedForCommand> {
  const config = await configOf(options);
  return openForCommand(config, commandLog(config));
}

async function list(options: Options): Promise<void> {
  await using opened = await open(options);
  const batches = await listBatches(opened.database);
  if (options.json === true) return console.log(JSON.stringify(batches, null, 2));
  if (batches.length === 0) return console.log('Chưa có đợt nào / no batches.');
  for (const batch of batches) console.log(batchLine(batch));
}

const stateText: Readonly<Record<PlanState, string>> = {
  planned: 'chờ đến ngày / planned',
  'carried-out': 'đã thực hiện / carried out',
  cancelled: 'đã huỷ trước ngày / cancelled',
};

function batchLine({ id, effectiveOn, state, title, undone, refusedBecause }: ListedBatch): string {
  const back = undone === 0 ? '' : `; đã thu lại / taken back: ${undone}`;
  const note = state === 'planned' && refusedBecause !== null ? `\n      ! ${refusedBecause}` : '';
  return `${String(id).padStart(5)}  ${effectiveOn}  ${stateText[state]}  ${title}${back}${note}`;
}

async function show(id: number, options: Options<{ output?: string }>): Promise<void> {
  await using opened = await open(options);
  const plan = await existingBatch(opened, id);
  const rows = await readBatchRows(opened.database, plan.id);
  const deeds = plan.body.deeds as BulkDeeds;
  const notes = plan.body.notes as BulkNotes;
  if (options.output !== undefined) {
    // Names and birth dates of people: for whoever asked, and nobody else on the machine.
    await writeFile(options.output, await resultWorkbook({ title: plan.title, deeds, notes, rows }), { flag: 'wx', mode: 0o600 });
    return console.error(`Đã ghi / written: ${options.output}`);
  }
  if (options.json === true) return console.log(JSON.stringify({ ...plan, rows }, null, 2));
  console.log(planText({ ...plan.body, kind: plan.kind }, { effectiveOn: plan.effectiveOn, full: options.full === true }));
  const undone = rows.filter(({ undoneAt }) => undoneAt !== null).length;
  console.log(`\n${stateText[plan.state]}${undone === 0 ? '' : `; đã thu lại / taken back: ${undone}`}`);
}

async function existingBatch({ database }: OpenedForCommand, id: number): Promise<KeptPlan> {
  const plan = await findPlan(database, id as PlanId);
  if (plan?.kind !== 'bulk') throw new Error(`không có đợt / no such batch: ${id}`);
  return plan;
}

async function undo(id: number, options: Options<{ dryRun?: boolean }>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const isDryRun = options.dryRun === true;
  const deps = { database: opened.database, sendNotices: noticesBy(opened, config) };
  const undone = await undoBatch(deps, { planId: id as PlanId, actorAccountId, now: systemClock.now(), isDryRun });
  if (!undone.ok) return refuse(undone.refusal, { json: options.json === true, full: true });
  console.log(
    options.json === true ? JSON.stringify(undone.value, null, 2) : undoneText(undone.value, { isDryRun, full: options.full === true }),
  );
}

function undoneText({ title, takenBack, kept }: Undone, { isDryRun, full }: { isDryRun: boolean; full: boolean }): string {
  const cut = (lines: readonly string[]) => {
    const shown = full ? lines : lines.slice(0, commandLimits.planLinesMax);
    const left = lines.length - shown.length;
    return left === 0 ? shown : [...shown, `  … và ${left} dòng nữa (--full) / and ${left} more`];
  };
  const lines = kept.map(({ row, name, address, why }) => `  dòng / row ${row}, ${name} <${address}>: ${why.map(textInBoth).join('; ')}`);
  return [
    title,
    `${isDryRun ? 'Sẽ thu lại / would be taken back' : 'Đã thu lại / taken back'}: ${takenBack.length}`,
    ...cut(takenBack.map(({ row, name, address }) => `  dòng / row ${row}, ${name} <${address}>`)),
    ...(kept.length === 0 ? [] : [`Giữ nguyên / kept: ${kept.length}`, ...cut(lines)]),
    ...(isDryRun ? ['', 'Xem trước: chưa có gì thay đổi / preview: nothing was changed'] : []),
  ].join('\n');
}
