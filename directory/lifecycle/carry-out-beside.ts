import type { PlanId } from '#kernel/ids.ts';
import { type Refusal, refusalInBoth, refusalText } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type CarryOutDeps, carryOutPlan } from './carry-out-plan.ts';
import { progressToldMs } from './limits.ts';
import type { PlanAct } from './plan.ts';
import { noteRefusal } from './plan-sql.ts';
import type { ProgressAt } from './progress.ts';
import { beginProgress, forgetProgress, noteEnd, noteProgress } from './progress-sql.ts';

interface Beside extends PlanAct {
  readonly today: string;
  readonly onFault: (planId: PlanId, fault: unknown) => void;
}

/**
 * Begins to carry a kept plan out while nobody waits: in one transaction as ever, with how far it is told beside it. Stopped in the middle nothing was
 * done, and the plan is carried out with others whose day has come. Refused where it is under way already. `ended`: when it is over, however.
 */
export async function carryOutBeside(deps: CarryOutDeps, act: Beside): Promise<Result<{ readonly ended: Promise<void> }, Refusal>> {
  if (!(await beginProgress(deps.database, act.planId))) return refused(underWay);
  return ok({ ended: carryOutTelling(deps, act).catch((fault: unknown) => act.onFault(act.planId, fault)) });
}

async function carryOutTelling(deps: CarryOutDeps, { onFault, ...act }: Beside): Promise<void> {
  const { database } = deps;
  let now: ProgressAt = { step: 'checking', done: 0, total: 0 };
  let telling: Promise<void> = Promise.resolve();
  // Told whether or not it went on: who looks sees that somebody is at it.
  const timer = setInterval(() => {
    telling = telling.then(() => noteProgress(database, act.planId, now)).catch((fault: unknown) => onFault(act.planId, fault));
  }, progressToldMs);
  const progress = (at: ProgressAt) => {
    now = at;
  };
  const done = await carryOutPlan({ ...deps, progress }, act)
    .catch((fault: unknown) => {
      onFault(act.planId, fault);
      return refused(failed);
    })
    .finally(() => clearInterval(timer));
  await telling;
  if (done.ok) return forgetProgress(database, act.planId);
  const { refusal } = done;
  await noteRefusal(database, act.planId, refusalText(refusal), act.today);
  const because = refusal.inBoth ?? { vi: refusal.message, en: refusal.message };
  await noteEnd(database, act.planId, refusal === failed ? 'failed' : 'refused', because);
}

const underWay = refusalInBoth('conflict', {
  vi: 'Kế hoạch đang được thực hiện: hãy xem tiến độ ở trang kế hoạch',
  en: 'The plan is being carried out: its page shows how far it is',
});
const failed = refusalInBoth('unavailable', {
  vi: 'Thực hiện kế hoạch không thành, chưa có gì thay đổi; xem nhật ký hệ thống',
  en: 'Carrying out the plan failed, and nothing was changed; the log says why',
});
