import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { PlanAsk } from '../plan.ts';
import type { GrantToMake, PersonDeeds } from './person-deeds.ts';
import type { PersonState } from './person-state.ts';

/**
 * What a plan does by the way that has to be allowed by itself: opening the mailbox to others, as every other way of opening one, and making
 * somebody head, who has a unit's mailbox by that and so does not make themselves it.
 */
export function asksOf(deeds: PersonDeeds, state: PersonState): readonly PlanAsk[] {
  const { accountId } = deeds.person;
  const heading = deeds.begins
    .filter(({ kind }) => kind === 'head')
    .map(({ unitId, unit }): PlanAsk => {
      const shown = `Giao đứng đầu ${unit}: ${deeds.person.address}`;
      // Somebody new has no account yet: it is for who may appoint a head anywhere.
      return {
        act: 'head.appoint',
        target: accountId === null ? { of: 'system' } : { of: 'account', accountId },
        request: { unitId },
        shown,
      };
    });
  // Nothing of a mailbox that is yet to be made is lent.
  return accountId === null
    ? heading
    : [...heading, ...deeds.grants.map((grant) => opening(deeds.person.address, accountId, grant, state))];
}

function opening(address: string, accountId: AccountId, { to, rights, until }: GrantToMake, state: PersonState): PlanAsk {
  const known = [...state.people.values()].flat();
  const gainer = to.kind === 'person' ? known.find(({ personId }) => Number(personId) === to.id)?.accountId : undefined;
  return {
    act: 'mail.open',
    target: {
      ...{ of: 'account', accountId, ...(gainer === undefined ? {} : { gainer }) },
      ...(to.kind === 'head' ? { gainingHeadOf: to.id as UnitId } : {}),
    },
    request: { to: { kind: to.kind, id: to.id }, rights, until },
    shown: `Mở hộp thư ${address} cho ${to.kind === 'head' ? 'thủ trưởng ' : ''}${to.name} (${rights.join(', ')}) đến hết ngày ${until}`,
  };
}
