import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import { type BatchToCheck, checkBatch, requestOf } from '#directory/bulk/check-batch.ts';
import { type TableEncoding, tableEncodings } from '#directory/bulk/decode-text.ts';
import { readBatch } from '#directory/bulk/read-batch.ts';
import type { ReadRows } from '#directory/bulk/read-rows.ts';
import { makeTemplate } from '#directory/bulk/template.ts';
import { makePlan, type PlanDone } from '#directory/lifecycle/make-plan.ts';
import { exists } from '#io/file-errors.ts';
import { spreadsheetLimits } from '#io/spreadsheet/limits.ts';
import { systemClock } from '#kernel/clock.ts';
import { refusalText, textInBoth } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { bulkPlans, planDeps } from '#wiring/plan-deps.ts';
import { actingPerson, refuseAct } from './acting.ts';
import { addBatches } from './bulk-batches.ts';
import { writeFirstPasswords } from './bulk-passwords.ts';
import { checkedJson, checkedText, refuseBatch } from './bulk-text.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, withCommonOptions } from './common-options.ts';
import { calendarDate, jsonHelp, withPlanOptions } from './plan-options.ts';
import { noticesBy, type PlanOptions } from './run-plan.ts';

interface TableOptions {
  readonly encoding?: TableEncoding;
  readonly quiet?: boolean;
  readonly ask?: boolean;
  readonly passwords?: string;
}
type Options = CommonOptions & PlanOptions & TableOptions;

const fileHelp = 'bảng .xlsx hay .csv (mẫu: bulk template) / a table, .xlsx or .csv';

export function addBulk(program: Command): void {
  const bulk = program.command('bulk').description('nhập cán bộ theo danh sách / people by tables (docs/bulk.md)');
  withCommonOptions(bulk.command('template').description('tệp mẫu để điền / a table to fill in'))
    .option('--output <file.xlsx>', 'ghi ra tệp này / where to write it', 'mau-danh-sach.xlsx')
    .action(template);
  withTableOptions(
    withCommonOptions(bulk.command('check').description('kiểm tra một tệp, không thay đổi gì / check a table; nothing is changed')),
  )
    .argument('<file>', fileHelp)
    .option('--on <date>', 'ngày có hiệu lực / the day it takes effect (default: today)', calendarDate)
    .option('--full', 'in đủ mọi dòng / print every line of long lists')
    .option(...jsonHelp)
    .action((file: string, options: Options) => check(file, options));
  withTableOptions(withPlanOptions(bulk.command('apply').description('thực hiện cả tệp thành một đợt / carry a table out as one batch')))
    .option('--reason <text>', 'lý do, cho người thứ hai duyệt / why, where a second person approves')
    .option('--passwords <file>', 'đặt mật khẩu đầu tiên, ghi ra tệp .xlsx hay .csv / set first passwords and write them to a file')
    .argument('<file>', fileHelp)
    .action((file: string, options: Options) => (options.dryRun === true ? check(file, options) : apply(file, options)));
  addBatches(bulk);
}

function withTableOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--encoding <name>', 'bảng mã hay phông của tệp / encoding or font of the file (default: found out)').choices(
        tableEncodings,
      ),
    )
    .option('--quiet', 'không gửi thông báo / tell nobody by mail')
    .option('--ask', 'địa chỉ trùng thì dừng lại hỏi / stop at addresses that are taken instead of giving the best proposal');
}

async function template({ output, ...options }: CommonOptions & { output: string }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  await writeFile(output, await makeTemplate(opened.database), { flag: 'wx' });
  console.log(`Đã ghi / written: ${output}`);
}

async function check(file: string, options: Options): Promise<void> {
  const config = await configOf(options);
  const rows = await readRowsOf(file, options);
  await using opened = await openForCommand(config, commandLog(config));
  const batch = batchOf(file, rows, options);
  const checked = await checkBatch(planDeps(opened.database), bulkPlans, batch);
  if (!checked.ok) throw new Error([refusalText(checked.refusal), checked.refusal.detail].join('\n'));
  console.log(options.json === true ? checkedJson(checked.value, batch) : checkedText(checked.value, batch, options.full === true));
  if (checked.value.problems.length > 0) process.exitCode = 1;
}

async function apply(file: string, options: Options): Promise<void> {
  const { json = false, full = false, reason, passwords } = options;
  const config = await configOf(options);
  const rows = await readRowsOf(file, options);
  // With anything wrong in its cells nothing is done; what they mean in the directory is told with it.
  if (rows.problems.length > 0) return check(file, options);
  await using opened = await openForCommand(config, commandLog(config));
  const actorAccountId = await actingPerson(opened, options);
  const batch = batchOf(file, rows, options);
  const today = vietnamDate(systemClock.now());
  const { effectiveOn } = batch;
  if (passwords !== undefined) await isToBeMade(passwords, effectiveOn <= today);
  say(json, 'Đang thực hiện… / carrying it out…');
  const deps = planDeps(opened.database, config.access.twoPeople, noticesBy(opened, config));
  const done = await makePlan(deps, bulkPlans, { request: requestOf(batch), effectiveOn, today, actorAccountId });
  if (!done.ok && proposalIn(done.refusal) !== undefined) return refuseAct({ opened, actorAccountId, reason }, done.refusal);
  if (!done.ok) return refuseBatch(done.refusal, { json, full });
  const { planId, state, made } = done.value;
  if (json) console.log(JSON.stringify({ planId, effectiveOn, state, title: made.title, summary: made.summary }, null, 2));
  else console.log(doneText(done.value, batch, full));
  if (passwords !== undefined) await writeFirstPasswords(opened, { planId, actorAccountId, file: passwords, json });
}

/** Said before anything is done: whoever finds out afterwards has people without passwords. */
async function isToBeMade(file: string, isAtOnce: boolean): Promise<void> {
  if (!isAtOnce)
    throw new Error('--passwords: đợt chưa đến ngày, sau này dùng bulk passwords / the batch waits for its day: bulk passwords then');
  if (await exists(file)) throw new Error(`${file}: đã có, không ghi đè / exists already, and is not overwritten`);
}

function doneText({ planId, state, made }: PlanDone, batch: BatchToCheck, full: boolean): string {
  const text = checkedText({ request: requestOf(batch), made, problems: [] }, batch, full, false);
  const what = { planned: 'Đã lập, chờ đến ngày / kept for its day', 'carried-out': 'Đã thực hiện / carried out' }[state];
  const undo = state === 'planned' ? '' : `\nHuỷ trong 24 giờ / undo within 24 hours: congthu bulk undo ${planId}`;
  return `${text}\n\n${what}: đợt / batch ${planId}${undo}`;
}

async function readRowsOf(file: string, { encoding, json }: Options): Promise<ReadRows> {
  if ((await stat(file)).size > spreadsheetLimits.octetsMax)
    throw new Error(`${file}: lớn hơn / is larger than ${spreadsheetLimits.octetsMax / 2 ** 20} MB`);
  say(json === true, `Đang đọc / reading ${file}…`);
  const read = await readBatch(await readFile(file), { encoding });
  if (!read.ok) throw new Error(`${file}: ${textInBoth(read.refusal)}`);
  return read.value;
}

function batchOf(file: string, rows: ReadRows, { on, quiet = false, ask = false }: Options): BatchToCheck {
  const effectiveOn = on ?? vietnamDate(systemClock.now());
  return { file: basename(file), rows, effectiveOn, notify: !quiet, clashes: ask ? 'ask' : 'best' };
}

/** What is under way, for whoever waits at a terminal. */
function say(isQuiet: boolean, text: string): void {
  if (!isQuiet && process.stderr.isTTY) console.error(text);
}
