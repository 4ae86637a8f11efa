import type { PersonInFull, ProposedNames } from '../api/api-contract.ts';
import type { EventFields } from './event.ts';

interface ToName {
  readonly name: string;
  readonly born: string | undefined;
  readonly givenFirst: boolean;
}

type Known = Pick<PersonInFull, 'name' | 'given' | 'family' | 'addresses'> & {
  readonly record: { readonly birthDate: string | null } | null;
};

/** Whom a name is proposed for; undefined: not told yet, for a name has two words at least. */
export function nameToPropose(
  fields: Pick<EventFields, 'fullName' | 'birthDate' | 'givenFirst'>,
  person: Known | undefined,
): ToName | undefined {
  if (person !== undefined) {
    const givenFirst = person.name !== person.given && person.name.startsWith(`${person.given} `) && !person.name.startsWith(person.family);
    return { name: person.name, born: person.record?.birthDate ?? undefined, givenFirst };
  }
  const name = fields.fullName.normalize('NFC').trim().replace(/\s+/g, ' ');
  return name.includes(' ')
    ? { name, born: fields.birthDate === '' ? undefined : fields.birthDate, givenFirst: fields.givenFirst }
    : undefined;
}

/** What comes of the rule: a name that nobody has, the one that is theirs already, or one that is taken. */
export function ruleOf(
  { free, taken }: Pick<ProposedNames, 'free' | 'taken'>,
  person: Pick<Known, 'addresses'> | undefined,
): { readonly is: 'free' | 'stays'; readonly address: string } | { readonly is: 'taken' } {
  const [first] = taken;
  if (first !== undefined && person?.addresses.some(({ address }) => address === first.address))
    return { is: 'stays', address: first.address };
  const [best] = free;
  return first === undefined && best !== undefined ? { is: 'free', address: best.address } : { is: 'taken' };
}
