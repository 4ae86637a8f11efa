import type { Act } from '#directory/audit/act.ts';
import { displayName } from '#directory/naming/person-name.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import type { PlanAct } from '../plan.ts';
import { addressText } from '../units/org-state.ts';
import type { LiveAppPassword, RevokedGrant } from './access-end-sql.ts';
import type { PersonDeeds } from './person-deeds.ts';

interface Done extends PlanAct {
  readonly effectiveOn: string;
  readonly personId: PersonId;
  readonly accountId: AccountId;
}

/** What ended by rule: which of them there were on the day. */
export interface Ended {
  readonly grants: readonly RevokedGrant[];
  readonly appPasswords: readonly LiveAppPassword[];
  readonly apiTokens: readonly { readonly id: string; readonly label: string }[];
}

/** For the audit: the event, and every address, delegation and app password by itself, so that whoever looks for one finds what became of it. */
export function actsOf(deeds: PersonDeeds, done: Done, ended: Ended): readonly Act[] {
  const { planId, actorAccountId, origin, effectiveOn, personId, accountId } = done;
  const act = (name: Act['act'], target: string, detail: Act['detail'], more: Partial<Act> = {}): Act => ({
    ...{ actorAccountId, origin, act: name, target, planId, detail: { effectiveOn, ...detail } },
    ...more,
  });
  const { person, event, reason, ends, begins, standing, keeping, creates, renames, address, grants, leavesGroups, joinsGroups } = deeds;
  const returning = {
    ...(deeds.returnsOn === undefined ? {} : { returnsOn: deeds.returnsOn }),
    ...(deeds.autoReply === undefined ? {} : { autoReply: deeds.autoReply }),
  };
  return [
    act(
      `person.${event}`,
      person.address,
      {
        ...{ name: person.name, reason, ends, begins, standing, ...returning, keeping, creates, renames },
        ...{ leavesGroups, joinsGroups, passwordRemoved: deeds.access.password },
      },
      { personId, accountId, ...(renames === null ? {} : { before: { name: renames.from }, after: { name: displayName(renames.to) } }) },
    ),
    ...(address === null
      ? []
      : [
          act(
            'address.renew',
            address.from,
            { how: address.how, until: address.oldUntil },
            { accountId, before: { address: address.from }, after: { address: addressText(address.to) } },
          ),
        ]),
    ...ended.grants.map(({ id, target, principal, rights }) => act('delegation.revoke', target, { grantId: id, from: principal, rights })),
    ...grants.map(({ to, rights, until }) =>
      act('delegation.grant', person.address, { to: `${to.kind} ${to.id}`, name: to.name, rights, until }),
    ),
    ...ended.appPasswords.map(({ id, owner, targetAccountId }) =>
      act('account.revoke-app-password', owner, { appPasswordId: id, opensAccountId: targetAccountId }),
    ),
    ...ended.apiTokens.map(({ id, label }) => act('account.revoke-token', person.address, { tokenId: id, label }, { personId, accountId })),
  ];
}
