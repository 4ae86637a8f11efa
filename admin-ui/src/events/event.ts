import type { paths } from '../api/api-contract.ts';

/** What may become of somebody in service, as pages show it. */
export const personEvents = ['transfer', 'appoint', 'leave', 'suspend', 'return'] as const;
export type PersonEvent = (typeof personEvents)[number];

export type PersonRequest = NonNullable<paths['/api/v1/people/plans']['post']['requestBody']>['content']['application/json']['request'];

/** Everything the forms ask for; each event takes what is its own. */
export interface EventFields {
  readonly fullName: string;
  /** Where it has more than one word (Âu Dương); else the first word is it. */
  readonly family: string;
  readonly givenFirst: boolean;
  readonly birthDate: string;
  readonly isNamesake: boolean;
  readonly unitId: number | undefined;
  readonly title: string;
  readonly kind: '' | 'head' | 'deputy' | 'clerk' | 'staff';
  readonly capacity: 'full' | 'acting' | 'in-charge';
  readonly ifHeaded: 'refuse' | 'replace' | 'deputy' | 'beside';
  readonly address: string;
  readonly keepsAddress: boolean;
  readonly oldUntil: string;
  readonly until: string;
  readonly keptDays: number;
  readonly lendTo: string | undefined;
  readonly lendUntil: string;
  readonly reason: string;
  readonly notify: boolean;
  readonly effectiveOn: string;
}

export const emptyFields: EventFields = {
  ...{ fullName: '', family: '', givenFirst: false, birthDate: '', isNamesake: false },
  ...{ unitId: undefined, title: '', kind: '', capacity: 'full', ifHeaded: 'refuse' },
  ...{ address: '', keepsAddress: false, oldUntil: '', until: '' },
  ...{ keptDays: 90, lendTo: undefined, lendUntil: '', reason: '', notify: true, effectiveOn: '' },
};

/** What the server is asked to plan. `person` is an address, null for somebody new. */
export function requestOf(event: PersonEvent, person: string | null, fields: EventFields): PersonRequest {
  const { reason, notify, until } = fields;
  const common = { notify, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
  const who = person ?? '';
  switch (event) {
    case 'appoint':
      return { do: 'appoint', person: person ?? newPerson(fields), ...postsOf(fields), ...namingOf(fields), ...common };
    case 'transfer': {
      const addresses = fields.keepsAddress ? 'keep' : 'renew';
      return { do: 'transfer', person: who, ...postsOf(fields), ...namingOf(fields), addresses, ...common };
    }
    case 'leave': {
      const { lendTo, lendUntil, keptDays } = fields;
      return { do: 'leave', person: who, keptDays, ...(lendTo === undefined ? {} : { lend: { to: lendTo, until: lendUntil } }), ...common };
    }
    case 'suspend':
      return { do: 'suspend', person: who, ...(until === '' ? {} : { until }), ...common };
    case 'return':
      return { do: 'return', person: who, ...common };
  }
}

function postsOf({ unitId, title, kind, capacity, ifHeaded, until }: EventFields) {
  const post = { unit: `#${unitId}`, title: title.trim(), capacity, ...(kind === '' ? {} : { kind }), ...(until === '' ? {} : { until }) };
  return { posts: [post], ifHeaded };
}

function namingOf({ address, oldUntil }: EventFields) {
  const local = address.trim().replace(/@.*$/, '');
  return { ...(local === '' ? {} : { address: local }), oldAddresses: oldUntil === '' ? 'forever' : oldUntil };
}

/** Family name first and given name last, unless it is said the other way round (H'Hen Niê). */
function newPerson({ fullName, family, givenFirst, birthDate, isNamesake }: EventFields) {
  const words = fullName.normalize('NFC').trim().split(/\s+/);
  const familyWords = Math.min(family.trim() === '' ? 1 : family.trim().split(/\s+/).length, words.length - 1);
  const [first = '', ...others] = words;
  const name = givenFirst
    ? { given: first, family: others.join(' '), order: 'given-first' as const }
    : { family: words.slice(0, familyWords).join(' '), middle: words.slice(familyWords, -1).join(' '), given: words.at(-1) ?? '' };
  return { name, isNamesake, birthDate: birthDate === '' ? null : birthDate };
}
