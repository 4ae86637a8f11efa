import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import { cancelPlan, carryOutPlan, remakePlan } from '#directory/lifecycle/carry-out-plan.ts';
import { findPlan, type KeptPlan, type ListedPlan, listPlans } from '#directory/lifecycle/plan-sql.ts';
import { addressCsv } from '#directory/lifecycle/units/address-csv.ts';
import { countAddressNotices, type NoticesOfPlan } from '#directory/lifecycle/units/address-notice-sql.ts';
import type { UnitDeeds, UnitNotes } from '#directory/lifecycle/units/unit-deeds.ts';
import { type PlanState, planStates } from '#directory/org/tables.ts';
import { systemClock } from '#kernel/clock.ts';
import type { PlanId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { planDeps } from '#wiring/plan-deps.ts';
import { dryRunHelp, tellAct } from './act-options.ts';
import { type ActingOptions, actingPerson, refuseAct, withProof } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf, wholeNumber, withCommonOptions } from './common-options.ts';
import { addPlanMinutes } from './plan-minutes.ts';
import { jsonHelp } from './plan-options.ts';
import { planText } from './plan-text.ts';
import { noticesBy, refuse } from './run-plan.ts';

type Options<More = object> = CommonOptions & ActingOptions & { json?: boolean; full?: boolean; dryRun?: boolean } & More;

const planHelp = 'số của kế hoạch trong `plan list` / its number in `plan list`';
const fullHelp: [string, string] = ['--full', 'in đủ mọi dòng / print every line of long lists'];

const stateText: Readonly<Record<PlanState, string>> = {
  planned: 'chờ đến ngày / planned',
  'carried-out': 'đã thực hiện / carried out',
  cancelled: 'đã huỷ / cancelled',
};

export function addPlan(program: Command): void {
  const plan = program.command('plan').description('kế hoạch thay đổi / planned changes of the directory');
  withCommonOptions(plan.command('list').description('liệt kê / list plans, those to come first'))
    .addOption(new Option('--state <state>', 'chỉ trạng thái này / only those in this state').choices(planStates))
    .option(...jsonHelp)
    .action(list);
  withCommonOptions(plan.command('show').description('xem một kế hoạch / show a plan'))
    .argument('<plan>', planHelp, wholeNumber)
    .option('--addresses <file.csv>', 'ghi bảng địa chỉ cũ và mới ra tệp / write old and new addresses to a file, as a table')
    .option(...fullHelp)
    .option(...jsonHelp)
    .action(show);
  withProof(withCommonOptions(plan.command('cancel').description('huỷ trước ngày có hiệu lực / give it up before its day')))
    .argument('<plan>', planHelp, wholeNumber)
    .option(...dryRunHelp)
    .option(...jsonHelp)
    .action(cancel);
  withProof(
    withCommonOptions(
      plan.command('remake').description('lập lại khi dữ liệu đã thay đổi / make it anew from the directory of now, when it is stale'),
    ),
  )
    .argument('<plan>', planHelp, wholeNumber)
    .option(...dryRunHelp)
    .option(...fullHelp)
    .option(...jsonHelp)
    .action(remake);
  withProof(withCommonOptions(plan.command('carry-out').description('thực hiện khi đã đến ngày / carry it out, its day having come')))
    .argument('<plan>', planHelp, wholeNumber)
    .option(...dryRunHelp)
    .option(...fullHelp)
    .option(...jsonHelp)
    .action(carryOut);
  addPlanMinutes(plan);
}

async function open(options: CommonOptions): Promise<OpenedForCommand> {
  const config = await configOf(options);
  return openForCommand(config, commandLog(config));
}

async function list(options: Options<{ state?: PlanState }>): Promise<void> {
  await using opened = await open(options);
  const plans = await listPlans(opened.database, options.state);
  if (options.json === true) return console.log(JSON.stringify(plans, null, 2));
  if (plans.length === 0) return console.log('Không có kế hoạch nào / no plans.');
  for (const plan of plans) console.log(planLine(plan));
}

function planLine({ id, effectiveOn, state, title, refusedBecause }: ListedPlan): string {
  const note = state === 'planned' && refusedBecause !== null ? `\n      ! ${refusedBecause}` : '';
  return `${String(id).padStart(5)}  ${effectiveOn}  ${stateText[state]}  ${title}${note}`;
}

async function show(id: number, options: Options<{ addresses?: string }>): Promise<void> {
  await using opened = await open(options);
  const plan = await findPlan(opened.database, id as PlanId);
  if (plan === undefined) throw new Error(`không có kế hoạch / no such plan: ${id}`);
  if (options.addresses !== undefined) return writeAddresses(plan, options.addresses);
  const notices = await countAddressNotices(opened.database, plan.id);
  if (options.json === true) return console.log(JSON.stringify({ ...plan, notices }, null, 2));
  console.log(planText({ ...plan.body, kind: plan.kind }, { effectiveOn: plan.effectiveOn, full: options.full === true }));
  console.log(`\n${planLine(plan)}${noticesLine(notices)}`);
}

/** A file of its own: nothing that is there already is overwritten, and only its owner reads it. */
async function writeAddresses({ kind, body }: KeptPlan, file: string): Promise<void> {
  if (kind !== 'units') throw new Error('--addresses: chỉ cho kế hoạch của đơn vị / only of plans for units');
  await writeFile(file, addressCsv(body.deeds as UnitDeeds, body.notes as UnitNotes), { flag: 'wx', mode: 0o600 });
  console.error(`Đã ghi / written: ${file}`);
}

function noticesLine({ told, waiting, unreached }: NoticesOfPlan): string {
  if (told + waiting + unreached === 0) return '';
  const without = unreached === 0 ? '' : `; không có hộp thư / without a mailbox: ${unreached}`;
  return `\n       đã báo địa chỉ mới / told of their new address: ${told}; còn chờ / waiting: ${waiting}${without}`;
}

async function cancel(id: number, options: Options): Promise<void> {
  await using opened = await open(options);
  const actorAccountId = await actingPerson(opened, options);
  const isRehearsal = options.dryRun === true;
  const cancelled = await cancelPlan(opened.database, { planId: id as PlanId, actorAccountId, isRehearsal });
  if (!cancelled.ok) return refuse(cancelled.refusal, { json: options.json === true, full: true });
  if (isRehearsal) return tellAct(options, stateText.cancelled, { planId: id });
  const { title } = cancelled.value;
  console.log(options.json === true ? JSON.stringify({ planId: id, state: 'cancelled' }) : `Đã huỷ / cancelled: ${title}`);
}

async function carryOut(id: number, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const today = vietnamDate(systemClock.now());
  const actorAccountId = await actingPerson(opened, options);
  const isRehearsal = options.dryRun === true;
  const done = await carryOutPlan(planDeps(opened.database, config.access.twoPeople, noticesBy(opened, config)), {
    ...{ planId: id as PlanId, actorAccountId, today, isRehearsal },
  });
  if (!done.ok) return refuse(done.refusal, { json: options.json === true, full: options.full === true });
  if (isRehearsal) return tellAct(options, stateText['carried-out'], { planId: id });
  console.log(
    options.json === true ? JSON.stringify({ planId: id, state: 'carried-out' }) : `Đã thực hiện / carried out: ${done.value.title.vi}`,
  );
}

async function remake(id: number, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const today = vietnamDate(systemClock.now());
  const actorAccountId = await actingPerson(opened, options);
  const isRehearsal = options.dryRun === true;
  const deps = planDeps(opened.database, config.access.twoPeople, noticesBy(opened, config));
  const done = await remakePlan(deps, { planId: id as PlanId, actorAccountId, today, isRehearsal });
  const reason = `kế hoạch / plan ${id}`;
  if (!done.ok && !isRehearsal && proposalIn(done.refusal) !== undefined)
    return refuseAct({ opened, actorAccountId, reason }, done.refusal);
  if (!done.ok) return refuse(done.refusal, { json: options.json === true, full: options.full === true });
  const { planId, state, made } = done.value;
  if (isRehearsal) return tellAct(options, `${made.title.vi}: ${stateText[state]}`, { instead: id });
  if (options.json === true) return console.log(JSON.stringify({ planId, state, instead: id }));
  console.log(`${made.title.vi}: ${stateText[state]}, kế hoạch / plan ${planId}, thay cho / instead of ${id}`);
}
