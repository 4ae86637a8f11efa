import { makePlan, previewPlan } from '#directory/lifecycle/make-plan.ts';
import type { MadePlan, PlanRefusal } from '#directory/lifecycle/plan.ts';
import type { UnitRequest } from '#directory/lifecycle/units/unit-change.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { planDeps, unitPlans } from '#wiring/plan-deps.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { differencesText, planText, problemsText } from './plan-text.ts';

export interface UnitPlanOptions {
  readonly on?: string;
  readonly dryRun?: boolean;
  readonly addresses?: 'keep' | 'renew';
  readonly oldUntil?: string;
  readonly ask?: boolean;
  readonly choose: readonly string[];
  readonly newDomain: readonly string[];
  readonly full?: boolean;
  readonly json?: boolean;
}

export type AskedChanges = Pick<UnitRequest, 'changes'> & Partial<UnitRequest> & { readonly effectiveOn?: string | undefined };

/** Previews the changes, or makes the plan: carried out at once where its day has come, else kept for the day. */
export async function planUnits(asked: AskedChanges, options: CommonOptions & UnitPlanOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const today = vietnamDate(systemClock.now());
  const { effectiveOn: dayOfFile, ...changes } = asked;
  const effectiveOn = options.on ?? dayOfFile ?? today;
  const request = withOptions(changes, options);
  if (options.dryRun === true) await preview(opened.database, { request, effectiveOn }, options);
  else await carryOn(opened.database, { request, effectiveOn, today }, options);
}

/** What the command says goes before what the file says. */
function withOptions(changes: Omit<AskedChanges, 'effectiveOn'>, options: UnitPlanOptions): unknown {
  return {
    ...changes,
    ...(options.addresses === undefined ? {} : { addresses: options.addresses }),
    ...(options.oldUntil === undefined ? {} : { oldAddresses: options.oldUntil }),
    ...(options.ask === true ? { clashes: 'ask' } : {}),
    choose: { ...changes.choose, ...Object.fromEntries(options.choose.map(choiceOf)) },
    newDomains: [...(changes.newDomains ?? []), ...options.newDomain],
  };
}

function choiceOf(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at <= 0) throw new Error(`--choose: ${text}: địa chỉ cũ=tên mới / old address=new name`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

interface Asked {
  readonly request: unknown;
  readonly effectiveOn: string;
}

async function preview(database: Database, { request, effectiveOn }: Asked, { json, full = false }: UnitPlanOptions): Promise<void> {
  const made = await previewPlan(planDeps(database), unitPlans, { request, effectiveOn });
  if (!made.ok) throw new Error([made.refusal.message, made.refusal.detail].join('\n'));
  const { problems } = made.value;
  if (json === true) console.log(planJson(made.value, { effectiveOn, state: 'preview' }));
  else {
    console.log(planText(made.value, { effectiveOn, full }));
    if (problems.length > 0) console.error(`\n${problemsText(problems, full)}`);
    else console.log('\nXem trước: chưa có gì thay đổi / preview: nothing was changed');
  }
  if (problems.length > 0) process.exitCode = 1;
}

async function carryOn(database: Database, asked: Asked & { today: string }, { json, full = false }: UnitPlanOptions): Promise<void> {
  const done = await makePlan(planDeps(database), unitPlans, { ...asked, actorAccountId: null });
  if (!done.ok) return refuse(done.refusal, { json: json === true, full });
  const { planId, state, made } = done.value;
  if (json === true) return console.log(planJson(made, { planId, effectiveOn: asked.effectiveOn, state }));
  console.log(planText(made, { effectiveOn: asked.effectiveOn, full }));
  const what = { planned: 'Đã lập kế hoạch, chờ đến ngày / planned for its day', 'carried-out': 'Đã thực hiện / carried out' }[state];
  console.log(`\n${what}: kế hoạch / plan ${planId}`);
}

function planJson({ title, summary, problems, deeds, notes }: MadePlan, more: object): string {
  return JSON.stringify({ ...more, title, summary, problems, deeds, notes }, null, 2);
}

/** Says why, on standard error, and ends with 1. */
export function refuse(refusal: PlanRefusal, { json, full }: { readonly json: boolean; readonly full: boolean }): void {
  process.exitCode = 1;
  const { message, detail, problems = [], differences = [] } = refusal;
  if (json) console.log(JSON.stringify({ refused: refusal }, null, 2));
  else {
    console.error(`congthu: ${message}${detail === undefined ? '' : `\n${detail}`}`);
    if (differences.length > 0) console.error(differencesText(differences, full));
    if (problems.length > 0) console.error(problemsText(problems, full));
  }
}
