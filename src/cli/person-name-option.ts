import { type NameOrder, type PersonName, splitPersonName } from '#directory/naming/person-name.ts';

export interface NameOptions {
  readonly family?: string;
  readonly givenFirst?: boolean;
}

/** The parts of a name given as a whole; those that cannot be guessed are said by options. */
export function nameOf(text: string, { family, givenFirst }: NameOptions): PersonName {
  const order: NameOrder = givenFirst === true ? 'given-first' : 'family-first';
  const name = splitPersonName(text, order);
  if (!name.ok) throw new Error(name.refusal.message);
  if (family === undefined) return { ...name.value, order };
  const words = (part: string) => part.normalize('NFC').trim().split(/\s+/);
  const [all, own] = [words(text), words(family)];
  const rest = order === 'given-first' ? all.slice(0, -own.length) : all.slice(own.length);
  const said = order === 'given-first' ? all.slice(-own.length) : all.slice(0, own.length);
  if (said.join(' ') !== own.join(' ') || rest.length === 0)
    throw new Error(`--family: “${family}” không đứng đúng chỗ trong “${text}” / does not stand in its place there`);
  const middle = order === 'given-first' ? [] : rest.slice(0, -1);
  return { family: own.join(' '), middle: middle.join(' '), given: rest.slice(middle.length).join(' '), order };
}
