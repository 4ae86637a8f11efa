import { type HotStatement, queryIn } from '#io/database.ts';
import type { Tx } from '#kernel/tx.ts';
import { type Act, credentialText } from './act.ts';

/** Appends to the audit, inside the transaction of the act itself. */
export function recordAct(tx: Tx, act: Act): Promise<void> {
  return recordActs(tx, [act]);
}

/** As `recordAct`, for many at once, in their order. */
export async function recordActs(tx: Tx, acts: readonly Act[]): Promise<void> {
  if (acts.length > 0) await queryIn(tx, insertActs, [JSON.stringify(acts.map(rowOf))]);
}

function rowOf(act: Act, index: number) {
  const { origin, detail } = act;
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

// Addresses are those of the moment: an entry says what was, whatever comes after.
const insertActs: HotStatement = {
  name: 'audit-insert-acts',
  text: `
    INSERT INTO audit (actor_account_id, actor_address, credential, via, peer, on_behalf_account_id, on_behalf_address, act, target,
      person_id, account_id, unit_id, plan_id, before, after, detail)
    SELECT r.actor, actor.address, r.credential, r.via, r.peer, r.on_behalf, on_behalf.address, r.act, r.target,
      coalesce(r.person, account.person_id), account.id, coalesce(r.unit, account.unit_id), r.plan, r.before, r.after, r.detail
    FROM jsonb_to_recordset($1::jsonb) AS r (n int, actor bigint, credential text, via text, peer text, on_behalf bigint, act text, target text,
      person bigint, account bigint, unit bigint, plan bigint, before jsonb, after jsonb, detail jsonb)
    LEFT JOIN LATERAL (SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
      WHERE address.account_id = r.actor AND address.kind = 'primary') AS actor ON true
    LEFT JOIN LATERAL (SELECT address.local_part || '@' || domain.name AS address FROM address JOIN domain ON domain.id = address.domain_id
      WHERE address.account_id = r.on_behalf AND address.kind = 'primary') AS on_behalf ON true
    LEFT JOIN LATERAL (SELECT address.account_id FROM address JOIN domain ON domain.id = address.domain_id
      WHERE address.local_part = split_part(r.target, '@', 1) AND domain.name = split_part(r.target, '@', 2)) AS named ON true
    LEFT JOIN account ON account.id = coalesce(r.account, named.account_id)
    ORDER BY r.n`,
};
