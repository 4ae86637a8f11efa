import { sql } from 'kysely';
import { type Database, type HotStatement, queryIn, tablesIn, tablesOf } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { approvalLimits } from '../limits.ts';
import type { Target } from '../roles/authorise.ts';
import type { AccessAct } from '../roles/policy.ts';
import type { AccessTables } from '../tables.ts';

export interface BoundAct {
  readonly actorAccountId: AccountId;
  readonly act: AccessAct;
  readonly target: Target;
  readonly request: Readonly<Record<string, unknown>>;
}

const valuesOf = ({ actorAccountId, act, target, request }: BoundAct) => [
  actorAccountId,
  act,
  JSON.stringify(target),
  JSON.stringify(request),
];

/** The approval of exactly this act, not used and not over; held until commit, so that it is used once. */
export async function claimApproval(tx: Tx, asked: BoundAct): Promise<{ readonly id: number; readonly approvedBy: AccountId } | undefined> {
  const [row] = await queryIn<{ id: number; approvedBy: AccountId }>(tx, claim, valuesOf(asked));
  return row;
}

// Equal as JSON: the order of keys means nothing, everything else does.
const claim: HotStatement = {
  name: 'access-claim-approval',
  text: `
    SELECT id, approved_by AS "approvedBy" FROM approval
    WHERE proposed_by = $1::bigint AND act = $2::text AND target = $3::jsonb AND request = $4::jsonb
      AND approved_at IS NOT NULL AND used_at IS NULL AND expires_at > clock_timestamp()
    ORDER BY id LIMIT 1
    FOR UPDATE`,
};

export async function markUsed(tx: Tx, id: number): Promise<void> {
  await sql`UPDATE approval SET used_at = clock_timestamp() WHERE id = ${id}`.execute(tablesIn<AccessTables>(tx));
}

/** The same act proposed by the same person and still open, if there is one. */
export async function findOpenProposal(tx: Tx, asked: BoundAct): Promise<number | undefined> {
  const [row] = await queryIn<{ id: number }>(tx, findOpen, valuesOf(asked));
  return row?.id;
}

const findOpen: HotStatement = {
  name: 'access-find-open-proposal',
  text: `
    SELECT id FROM approval
    WHERE proposed_by = $1::bigint AND act = $2::text AND target = $3::jsonb AND request = $4::jsonb
      AND used_at IS NULL AND expires_at > clock_timestamp()
    ORDER BY id LIMIT 1`,
};

export async function insertProposal(tx: Tx, asked: BoundAct & { readonly shown: string; readonly reason: string }): Promise<number> {
  const values = [...valuesOf(asked), asked.shown, asked.reason, approvalLimits.openMs];
  const [row] = await queryIn<{ id: number }>(tx, insert, values);
  return row!.id;
}

const insert: HotStatement = {
  name: 'access-insert-proposal',
  text: `
    INSERT INTO approval (proposed_by, act, target, request, shown, reason, expires_at)
    VALUES ($1::bigint, $2::text, $3::jsonb, $4::jsonb, $5::text, $6::text, now() + $7::float8 * interval '1 ms')
    RETURNING id`,
};

export async function countOpenProposals(tx: Tx, accountId: AccountId): Promise<number> {
  const [row] = await queryIn<{ count: number }>(tx, countOpen, [accountId]);
  return row!.count;
}

const countOpen: HotStatement = {
  name: 'access-count-open-proposals',
  text: `
    SELECT count(*) FROM approval WHERE proposed_by = $1::bigint AND used_at IS NULL AND expires_at > clock_timestamp()`,
};

export interface Proposal extends BoundAct {
  readonly id: number;
  readonly shown: string;
  readonly isApproved: boolean;
  readonly isOver: boolean;
  /** Whether it is the same person who would approve: they may have two accounts. */
  readonly isOfSamePerson: boolean;
}

/** A proposal that was not used, held until commit. */
export async function lockProposal(tx: Tx, id: number, approverAccountId: AccountId): Promise<Proposal | undefined> {
  const [row] = await queryIn<Proposal>(tx, lock, [id, approverAccountId]);
  return row;
}

const lock: HotStatement = {
  name: 'access-lock-proposal',
  text: `
    SELECT approval.id, proposed_by AS "actorAccountId", act, target, request, shown, approved_at IS NOT NULL AS "isApproved",
      expires_at <= clock_timestamp() AS "isOver",
      proposed_by = $2::bigint OR proposer.person_id IS NOT DISTINCT FROM (SELECT person_id FROM account WHERE id = $2::bigint)
        AS "isOfSamePerson"
    FROM approval JOIN account AS proposer ON proposer.id = proposed_by
    WHERE approval.id = $1::bigint AND used_at IS NULL
    FOR UPDATE OF approval`,
};

export async function markApproved(tx: Tx, id: number, approvedBy: AccountId): Promise<void> {
  await sql`UPDATE approval SET approved_by = ${approvedBy}, approved_at = clock_timestamp() WHERE id = ${id}`.execute(
    tablesIn<AccessTables>(tx),
  );
}

export interface ListedApproval {
  readonly id: number;
  readonly act: AccessAct;
  readonly target: Target;
  readonly shown: string;
  readonly reason: string;
  readonly proposerId: AccountId;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly approvedBy: string | null;
  readonly usedAt: Date | null;
}

/** Those that wait for somebody; with `all` the latest of all, used and expired ones too. */
export async function listApprovals(database: Database, all: boolean): Promise<ListedApproval[]> {
  const { rows } = await sql<ListedApproval>`
    WITH named AS (
      SELECT address.account_id, local_part || '@' || domain.name AS address
      FROM address JOIN domain ON domain.id = domain_id WHERE address.kind = 'primary'
    )
    SELECT id, act, target, shown, reason, proposed_by AS "proposerId", proposer.address AS "proposedBy", proposed_at AS "proposedAt", expires_at AS "expiresAt",
      approver.address AS "approvedBy", used_at AS "usedAt"
    FROM approval
    JOIN named AS proposer ON proposer.account_id = proposed_by
    LEFT JOIN named AS approver ON approver.account_id = approved_by
    WHERE ${all}::boolean OR (used_at IS NULL AND expires_at > clock_timestamp())
    ORDER BY id DESC LIMIT ${approvalLimits.listedMax}`.execute(tablesOf<AccessTables>(database));
  return rows;
}
