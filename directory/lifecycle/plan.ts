import type { AskedAct } from '#directory/access/two-people/permit.ts';
import type { ActOrigin } from '#directory/audit/act.ts';
import type { CreateMailboxes, SendNotices } from '#directory/org/mail-port.ts';
import type { AccountId, PlanId } from '#kernel/ids.ts';
import { type InBoth, type Refusal, type RefusalKind, refusalInBoth } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { TellProgress } from './progress.ts';

/** What stands in the way: a plan with any is shown, and neither kept nor carried out. */
export interface PlanProblem extends InBoth {
  /** `unknown-unit`, `clash`, …: for programs. */
  readonly what: string;
}

/** What was planned from, by what it is about: `unit 12` → `Xã Dương Quang | …`. Text, so that people can read what changed. */
export type Facts = Readonly<Record<string, string>>;

/** A plan as it comes out of the directory of this moment. Making it again from the same directory gives the same, key for key. */
export interface MadePlan {
  readonly title: InBoth;
  /** What was asked for, put in order: from this it is made again. JSON. */
  readonly request: unknown;
  readonly facts: Facts;
  /** All that it will do. JSON. */
  readonly deeds: unknown;
  /** What people should know of how it came about; no part of what is done, so that a change of it makes no plan stale. JSON. */
  readonly notes: unknown;
  readonly summary: readonly InBoth[];
  readonly problems: readonly PlanProblem[];
  /** Of what it does, that which has to be allowed by itself when it is made. */
  readonly asks?: readonly PlanAsk[];
  /** Does exactly `deeds`, with its own rows of the audit; access generation and the plan's row are the caller's. */
  carryOut(act: PlanAct): Promise<void>;
}

export type PlanAsk = Omit<AskedAct, 'actorAccountId'>;

/** Who makes, carries out or gives up a plan. */
export interface PlanActor {
  /** null: a job, or somebody at the server's own console. */
  readonly actorAccountId: AccountId | null;
  /** From where and by what proof, where it came in by a protocol: for the audit. */
  readonly origin?: ActOrigin | undefined;
  /** false: whoever it is has not shown lately who they are, so nothing is done that takes that (roles/step-up.ts). */
  readonly isProved?: boolean | undefined;
}

export interface PlanAct extends PlanActor {
  readonly planId: PlanId;
}

export interface PlanToMake {
  readonly request: unknown;
  /** `YYYY-MM-DD`, in Vietnam: the first day on which it holds. */
  readonly effectiveOn: string;
}

/** One sort of plan: for units, later for people. Makes it from what the directory says inside `tx`, and writes nothing. */
export interface PlanKind {
  readonly kind: string;
  /** Whether a plan with this request is made anew on its day where it has become stale: nobody needs to look at it again. Left out: none is. */
  readonly isMadeAnew?: (request: unknown) => boolean;
  make(deps: PlanDeps, plan: PlanToMake): Promise<Result<MadePlan>>;
}

export interface PlanDeps {
  readonly tx: Tx;
  readonly createMailboxes: CreateMailboxes;
  /** Left out: nobody is told. */
  readonly sendNotices?: SendNotices | undefined;
  /** Told how far it is, where somebody looks. */
  readonly progress?: TellProgress | undefined;
}

/** Why a plan is not kept or not carried out. */
export interface PlanRefusal extends Refusal {
  readonly problems?: readonly PlanProblem[];
  readonly differences?: readonly FactDifference[];
}

/** Of a stale plan: what is not as it was when the plan was made. */
export interface FactDifference {
  readonly about: string;
  readonly planned: string | null;
  readonly now: string | null;
}

export function planRefusal(kind: RefusalKind, inBoth: InBoth, found: Pick<PlanRefusal, 'problems' | 'differences'> = {}): PlanRefusal {
  return { ...refusalInBoth(kind, inBoth), ...found };
}
