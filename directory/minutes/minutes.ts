import type { AuditEntry } from '#directory/audit/entry.ts';
import type { KeptPlan } from '#directory/lifecycle/plan-sql.ts';
import type { DocumentTable } from '#directory/official-papers/document-table.ts';
import type { Heading } from '#directory/official-papers/draw-letterhead.ts';
import type { UnitId } from '#kernel/ids.ts';

/** Minutes laid out, before they are drawn. Everything in them is in Vietnamese. */
export interface Minutes extends Heading {
  readonly opening: readonly string[];
  readonly sections: readonly MinutesSection[];
  /** It stands on the page of the signatures. */
  readonly closing: string;
  readonly signers: readonly Signer[];
  /** ISO 8601: kept in the file. */
  readonly madeAt: string;
}

export interface MinutesSection {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly table: DocumentTable | null;
}

export interface Signer {
  readonly as: string;
  /** '': written in by hand. */
  readonly name: string;
}

/** A unit whose head comes or goes by the plan. */
export interface HeadedUnit {
  readonly unitId: UnitId;
  readonly unit: string;
  /** null: its mailbox is gone. */
  readonly mailbox: string | null;
  /** Who heads it beside or after the person, and who did before; null: nobody. */
  readonly successor: string | null;
  readonly predecessor: string | null;
}

/** What minutes are made of, beside the plan. */
export interface MinutesFacts {
  readonly units: readonly HeadedUnit[];
  /** Of the plan, the oldest first. */
  readonly entries: readonly AuditEntry[];
  /** Who carried it out; null: the system, on its day. */
  readonly administrator: string | null;
  /** What principals of delegations are called, by `person 12`. */
  readonly principals: ReadonlyMap<string, string>;
}

export interface MinutesOf {
  readonly plan: KeptPlan;
  readonly facts: MinutesFacts;
  readonly letterhead: Heading['letterhead'] & { readonly place: string };
}
