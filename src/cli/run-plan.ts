import type { Config } from '#config/schema.ts';
import { proposalIn } from '#directory/access/two-people/permit.ts';
import { makePlan, previewPlan } from '#directory/lifecycle/make-plan.ts';
import type { MadePlan, PlanKind, PlanRefusal } from '#directory/lifecycle/plan.ts';
import type { SendNotices } from '#directory/org/mail-port.ts';
import type { Database } from '#io/database.ts';
import { systemClock } from '#kernel/clock.ts';
import { refusalText } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { planDeps } from '#wiring/plan-deps.ts';
import { planNotices } from '#wiring/plan-notices.ts';
import { type ActingOptions, actingPerson, refuseAct } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { differencesText, planText, problemsText } from './plan-text.ts';

export interface PlanOptions extends ActingOptions {
  readonly on?: string;
  readonly dryRun?: boolean;
  readonly full?: boolean;
  readonly json?: boolean;
}

export interface AskedPlan {
  readonly kind: PlanKind;
  readonly request: unknown;
  /** Left out: today. What the command says goes before it. */
  readonly effectiveOn?: string | undefined;
}

/** Previews a plan, or makes it: carried out at once where its day has come, else kept for the day. */
export async function runPlan({ kind, request, effectiveOn: asked }: AskedPlan, options: CommonOptions & PlanOptions): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const today = vietnamDate(systemClock.now());
  const effectiveOn = options.on ?? asked ?? today;
  if (options.dryRun === true) await preview(opened.database, { kind, request, effectiveOn }, options);
  else await carryOn({ opened, config }, { kind, request, effectiveOn, today }, options);
}

interface Place {
  readonly opened: OpenedForCommand;
  readonly config: Config;
}

interface Asked {
  readonly kind: PlanKind;
  readonly request: unknown;
  readonly effectiveOn: string;
}

async function preview(database: Database, { kind, request, effectiveOn }: Asked, { json, full = false }: PlanOptions): Promise<void> {
  const made = await previewPlan(planDeps(database), kind, { request, effectiveOn });
  if (!made.ok) return refuse(made.refusal, { json: json === true, full });
  const { problems } = made.value;
  if (json === true) console.log(planJson(made.value, { effectiveOn, state: 'preview' }));
  else {
    console.log(planText({ ...made.value, kind: kind.kind }, { effectiveOn, full }));
    if (problems.length > 0) console.error(`\n${problemsText(problems, full)}`);
    else console.log('\nXem trước: chưa có gì thay đổi / preview: nothing was changed');
  }
  if (problems.length > 0) process.exitCode = 1;
}

async function carryOn({ opened, config }: Place, asked: Asked & { today: string }, options: PlanOptions): Promise<void> {
  const { json, full = false, reason } = options;
  const { kind, ...plan } = asked;
  const actorAccountId = await actingPerson(opened, options);
  const done = await makePlan(planDeps(opened.database, config.access.twoPeople, noticesBy(opened, config)), kind, {
    ...plan,
    actorAccountId,
  });
  if (!done.ok && proposalIn(done.refusal) !== undefined) return refuseAct({ opened, actorAccountId, reason }, done.refusal);
  if (!done.ok) return refuse(done.refusal, { json: json === true, full });
  const { planId, state, made } = done.value;
  if (json === true) return console.log(planJson(made, { planId, effectiveOn: asked.effectiveOn, state }));
  console.log(planText({ ...made, kind: kind.kind }, { effectiveOn: asked.effectiveOn, full }));
  const what = { planned: 'Đã lập kế hoạch, chờ đến ngày / planned for its day', 'carried-out': 'Đã thực hiện / carried out' }[state];
  console.log(`\n${what}: kế hoạch / plan ${planId}`);
}

/** Those whom a plan tells hear of it in the command's own transaction. */
export function noticesBy({ aside, dataDir }: OpenedForCommand, { hostname }: Config): SendNotices {
  return planNotices({ aside, bodiesFolder: dataDir.bodies, hostname });
}

function planJson({ title, summary, problems, deeds, notes }: MadePlan, more: object): string {
  return JSON.stringify({ ...more, title, summary, problems, deeds, notes }, null, 2);
}

/** Says why, on standard error, and ends with 1. */
export function refuse(refusal: PlanRefusal, { json, full }: { readonly json: boolean; readonly full: boolean }): void {
  process.exitCode = 1;
  const { detail, problems = [], differences = [] } = refusal;
  if (json) console.log(JSON.stringify({ refused: refusal }, null, 2));
  else {
    console.error(`congthu: ${refusalText(refusal)}${detail === undefined ? '' : `\n${detail}`}`);
    if (differences.length > 0) console.error(differencesText(differences, full));
    if (problems.length > 0) console.error(problemsText(problems, full));
  }
}
