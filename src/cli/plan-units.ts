import type { UnitRequest } from '#directory/lifecycle/units/unit-change.ts';
import { unitPlans } from '#wiring/plan-deps.ts';
import type { CommonOptions } from './common-options.ts';
import { type PlanOptions, runPlan } from './run-plan.ts';

export interface UnitPlanOptions extends PlanOptions {
  readonly addresses?: 'keep' | 'renew';
  readonly oldUntil?: string;
  readonly ask?: boolean;
  readonly quiet?: boolean;
  readonly choose: readonly string[];
  readonly newDomain: readonly string[];
}

export type AskedChanges = Pick<UnitRequest, 'changes'> & Partial<UnitRequest> & { readonly effectiveOn?: string | undefined };

/** Previews the changes, or makes the plan: carried out at once where its day has come, else kept for the day. */
export async function planUnits({ effectiveOn, ...changes }: AskedChanges, options: CommonOptions & UnitPlanOptions): Promise<void> {
  await runPlan({ kind: unitPlans, request: withOptions(changes, options), effectiveOn }, options);
}

/** What the command says goes before what the file says. */
function withOptions(changes: Omit<AskedChanges, 'effectiveOn'>, options: UnitPlanOptions): unknown {
  return {
    ...changes,
    ...(options.addresses === undefined ? {} : { addresses: options.addresses }),
    ...(options.oldUntil === undefined ? {} : { oldAddresses: options.oldUntil }),
    ...(options.ask === true ? { clashes: 'ask' } : {}),
    ...(options.quiet === true ? { notify: false } : {}),
    choose: { ...changes.choose, ...Object.fromEntries(options.choose.map(choiceOf)) },
    newDomains: [...(changes.newDomains ?? []), ...options.newDomain],
  };
}

function choiceOf(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at <= 0) throw new Error(`--choose: ${text}: địa chỉ cũ=tên mới / old address=new name`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
