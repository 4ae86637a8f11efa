import { displayName, type PersonName, personName, splitPersonName } from '#directory/naming/person-name.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { RequestLine } from './request-line.ts';
import type { LineFault } from './tables.ts';

type PostLine = Extract<RequestLine, { readonly post: string }>;
type NamedLine = Extract<RequestLine, { readonly name: string }>;

/** What a line asks of a plan for a person (lifecycle/people/person-request.ts). Pure. */
export function planOfLine(line: RequestLine): Result<Readonly<Record<string, unknown>>, LineFault> {
  const asked = { ...(line.reason === undefined ? {} : { reason: line.reason }) };
  switch (line.do) {
    case 'recruit':
    case 'rename': {
      const name = nameOf(line);
      if (!name.ok) return name;
      if (line.do === 'rename') return ok({ do: 'rename', person: line.person, name: name.value, ...asked });
      const { birthDate = null, isNamesake, address } = line;
      const person = { name: name.value, birthDate, isNamesake };
      return ok({ do: 'appoint', person, ...postOf(line), ...addressOf(address), ...asked });
    }
    case 'appoint':
      return ok({ do: 'appoint', person: line.person, main: line.main, ...postOf(line), ...asked });
    case 'transfer':
      return ok({ do: 'transfer', person: line.person, ...fromOf(line.from), ...postOf(line), ...addressOf(line.address), ...asked });
    case 'relieve':
      return ok({ do: 'transfer', person: line.person, ...fromOf(line.from), posts: [], ...asked });
    default:
      return ok({ do: line.do, person: line.person, ...asked });
  }
}

function postOf({ unit, post: title, kind, capacity, until, ifHeaded }: PostLine) {
  const more = { ...(kind === undefined ? {} : { kind }), ...(until === undefined ? {} : { until }) };
  return { posts: [{ unit, title, capacity, ...more }], ifHeaded };
}

const fromOf = (from: string | undefined) => (from === undefined ? {} : { from: [from] });
const addressOf = (address: string | undefined) => (address === undefined ? {} : { address });

/** The parts of a name given as a whole; a family name of two words is said apart, and stands in its place. */
export function nameOf({
  name: whole,
  family,
  givenFirst,
}: Pick<NamedLine, 'name' | 'family' | 'givenFirst'>): Result<PersonName, LineFault> {
  const order = givenFirst ? 'given-first' : 'family-first';
  const split = splitPersonName(whole, order);
  if (!split.ok) return refused(badName(split.refusal.message));
  if (family === undefined) return ok(split.value);
  const own = family.normalize('NFC').trim().split(/\s+/).join(' ');
  const all = displayName(split.value);
  const isInPlace = givenFirst ? all.endsWith(` ${own}`) : all.startsWith(`${own} `);
  if (!isInPlace)
    return refused({
      what: 'bad-name',
      vi: `Họ “${family}” không đứng đúng chỗ trong “${whole}”`,
      en: `The family name “${family}” does not stand in its place in “${whole}”`,
    });
  const rest = (givenFirst ? all.slice(0, -own.length) : all.slice(own.length)).trim().split(/\s+/);
  const middle = givenFirst ? [] : rest.slice(0, -1);
  const parts = personName({ family: own, middle: middle.join(' '), given: rest.slice(middle.length).join(' '), order });
  return parts.ok ? parts : refused(badName(parts.refusal.message));
}

function badName(message: string): LineFault {
  return { what: 'bad-name', vi: `Họ tên không hợp lệ: ${message}`, en: message };
}
