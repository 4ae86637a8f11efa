import type { NewRequest, Unit } from '../api/api-contract.ts';
import { foldedText } from '../units/unit-forest.ts';

export type RequestLine = NewRequest['lines'][number];
export type LineEvent = RequestLine['do'];

/** In the order of how often they are asked for. */
export const lineEvents = [
  'recruit',
  'transfer',
  'leave',
  'appoint',
  'relieve',
  'suspend',
  'return',
  'rename',
] as const satisfies readonly LineEvent[];

/** Everything a line may be asked; each kind of line takes what is its own. Texts are empty where nothing is said. */
export interface LineFields {
  readonly do: LineEvent;
  readonly name: string;
  readonly family: string;
  readonly givenFirst: boolean;
  readonly birthDate: string;
  readonly isNamesake: boolean;
  /** An address, or how a file names them. */
  readonly person: string;
  readonly called: string;
  /** `#12`, or how a file names it. */
  readonly unit: string;
  readonly post: string;
  readonly kind: '' | 'head' | 'deputy' | 'clerk' | 'staff';
  readonly capacity: 'full' | 'acting' | 'in-charge';
  readonly until: string;
  readonly ifHeaded: 'refuse' | 'replace' | 'deputy' | 'beside';
  readonly main: boolean;
  readonly from: string;
  readonly address: string;
  readonly on: string;
  readonly reason: string;
}
export type LineColumn = keyof LineFields;

export const emptyLine: LineFields = {
  ...{ do: 'recruit', name: '', family: '', givenFirst: false, birthDate: '', isNamesake: false, person: '', called: '' },
  ...{ unit: '', post: '', kind: '', capacity: 'full', until: '', ifHeaded: 'refuse', main: false },
  ...{ from: '', address: '', on: '', reason: '' },
};

const common = ['on', 'reason'] as const;
const post = ['unit', 'post', 'kind', 'capacity', 'until', 'ifHeaded'] as const;
const known = ['person', 'called'] as const;
const name = ['name', 'family', 'givenFirst'] as const;

/** What each kind of line is asked. */
export const columnsOf: Readonly<Record<LineEvent, readonly LineColumn[]>> = {
  recruit: [...name, 'birthDate', 'isNamesake', ...post, 'address', ...common],
  appoint: [...known, ...post, 'main', ...common],
  transfer: [...known, ...post, 'from', 'address', ...common],
  relieve: [...known, 'from', ...common],
  leave: [...known, ...common],
  suspend: [...known, ...common],
  return: [...known, ...common],
  rename: ['person', ...name, ...common],
};

/** What the server is asked. What is left at its default is left out. */
export function lineOf(fields: LineFields): RequestLine {
  const said = columnsOf[fields.do].flatMap((column): [string, unknown][] => {
    const value = fields[column];
    const trimmed = typeof value === 'string' ? value.normalize('NFC').trim() : value;
    return trimmed === '' || trimmed === emptyLine[column] ? [] : [[column, trimmed]];
  });
  return { do: fields.do, ...Object.fromEntries(said) } as RequestLine;
}

export function fieldsOf(line: RequestLine): LineFields {
  return { ...emptyLine, ...line } as LineFields;
}

/** What must be said before the server is asked at all. */
export function missingColumns(fields: LineFields): readonly LineColumn[] {
  const needed: readonly LineColumn[] = ['name', 'person', 'unit', 'post'];
  return needed.filter((column) => columnsOf[fields.do].includes(column) && String(fields[column]).trim() === '');
}

/** The unit that a line names, where that is plain. */
export function unitIdOf(named: string, units: readonly Unit[]): number | undefined {
  const id = /^#(\d+)$/.exec(named.trim())?.[1];
  if (id !== undefined) return Number(id);
  const key = foldedText(named).trim();
  const found = units.filter((unit) => foldedText(unit.name) === key);
  return key !== '' && found.length === 1 ? found[0]?.id : undefined;
}
