import type { PlanAsk } from '../plan.ts';
import type { PersonDeeds } from './person-deeds.ts';
import type { PersonState } from './person-state.ts';

/** A mailbox that the plan opens to others, who is told by `state`: allowed by itself, like every other way of opening one. */
export function openingsOf({ person, grants }: PersonDeeds, state: PersonState): readonly PlanAsk[] {
  const { accountId, address } = person;
  if (accountId === null) return [];
  const known = [...state.people.values()].flat();
  return grants.map(({ to, rights, until }) => {
    const gainer = to.kind === 'person' ? known.find(({ personId }) => Number(personId) === to.id)?.accountId : undefined;
    return {
      act: 'mail.open',
      target: { of: 'account', accountId, ...(gainer === undefined ? {} : { gainer }) },
      request: { to: { kind: to.kind, id: to.id }, rights, until },
      shown: `Mở hộp thư ${address} cho ${to.kind === 'head' ? 'thủ trưởng ' : ''}${to.name} (${rights.join(', ')}) đến hết ngày ${until}`,
    };
  });
}
