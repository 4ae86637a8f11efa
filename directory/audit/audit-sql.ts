import { type HotStatement, queryIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { type Act, type ActOrigin, credentialText } from './act.ts';
import { originIn } from './act-origin.ts';

/** Appends to the audit, inside the transaction of the act itself. */
export function recordAct(tx: Tx, act: Act): Promise<void> {
  return recordActs(tx, [act]);
}

/** As `recordAct`, for many at once, in their order. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  const from = originIn(tx);
  if (acts.length > 0) await queryIn(tx, insertActs, [JSON.stringify(acts.map((act, index) => rowOf(act, index, from)))]);
}

function rowOf(act: Act, index: number, from: ActOrigin | undefined) {
  const { origin = from, detail } = act;
  return {
    n: index,
    actor: act.actorAccountId,
    credential: origin?.credential ? credentialText(origin.credential) : null,
    via: origin?.via,
    peer: origin?.peer,
    on_behalf: act.onBehalfOf,
    act: act.act,
    target: act.target,
    person: act.personId,
    account: act.accountId,
    unit: act.unitId ?? idIn(detail, 'unitId'),
    plan: act.planId ?? idIn(detail, 'planId'),
    before: act.before,
    after: act.after,
    detail,
  };
}

function idIn(detail: Act['detail'], name: string): number | undefined {
  const value = detail[name];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

const primaryOf = (accountId: string) => `(
        SELECT address.local_part || '@' || domain.name FROM address JOIN domain ON domain.id = address.domain_id
        WHERE address.account_id = ${accountId} AND address.kind = 'primary')`;

/** Where the program's processes hear of acts, at their COMMIT: words `act`, or `act:unit` for what a unit asked for or issued. */
export const actChannel = 'congthu_acts';

// One notice a statement, whatever a batch does: an act is in it once, for each unit where units follow it. Too many units for a notice
// (8000 octets) are told without. Only these transactions wait for each other's COMMIT by it, and no delivery is among them.
// Addresses are those of the moment: an entry says what was, whatever comes after. Each is a look-up of its own: joined, all addresses would
// be read for a few entries, where the planner knows nothing of the tables yet (after a first import).
const insertActs: HotStatement = {
  name: 'audit-insert-acts',
  text: `
    WITH added AS (
      INSERT INTO audit (actor_account_id, actor_address, credential, via, peer, on_behalf_account_id, on_behalf_address, act, target,
        person_id, account_id, unit_id, plan_id, before, after, detail)
      SELECT actor, ${primaryOf('actor')}, credential, via, peer, on_behalf, ${primaryOf('on_behalf')}, act, target,
        coalesce(person, (SELECT person_id FROM account WHERE id = about)), (SELECT id FROM account WHERE id = about),
        coalesce(unit, (SELECT unit_id FROM account WHERE id = about)), plan, before, after, detail
      FROM (
        SELECT r.*, coalesce(r.account, (
          SELECT address.account_id FROM domain JOIN address ON address.domain_id = domain.id
          WHERE domain.name = split_part(r.target, '@', 2) AND address.local_part = split_part(r.target, '@', 1))) AS about
        FROM jsonb_to_recordset($1::jsonb) AS r (n int, actor bigint, credential text, via text, peer text, on_behalf bigint, act text,
          target text, person bigint, account bigint, unit bigint, plan bigint, before jsonb, after jsonb, detail jsonb)
        OFFSET 0) AS given
      ORDER BY n
      RETURNING act, unit_id
    ), told AS (
      SELECT string_agg(DISTINCT act || CASE WHEN unit_id IS NOT NULL AND act ~ '^(request|report)[.]' THEN ':' || unit_id ELSE '' END, ',') AS fully,
        string_agg(DISTINCT act, ',') AS briefly FROM added
    )
    SELECT pg_notify('${actChannel}', CASE WHEN octet_length(fully) < 7900 THEN fully ELSE briefly END) FROM told`,
};
