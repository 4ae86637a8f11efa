import type { LineColumn, RequestLine } from './request-line.ts';
import type { LineFault } from './tables.ts';

const columns: Readonly<Record<string, LineColumn>> = {
  ...{
    'unknown-person': 'person',
    'ambiguous-person': 'person',
    closed: 'person',
    suspended: 'person',
    left: 'person',
    'in-service': 'person',
    'called-otherwise': 'person',
  },
  ...{ 'bad-name': 'name', namesake: 'name', nothing: 'name' },
  ...{ 'unknown-unit': 'unit', 'ambiguous-unit': 'unit', 'ended-unit': 'unit' },
  ...{ 'has-head': 'post', 'head-twice': 'post', 'already-holds': 'post', 'no-post': 'post', 'no-such-post': 'from' },
  ...{ clash: 'address', 'bad-address': 'address', 'dates-cross': 'on', 'day-too-far': 'on' },
};

/** In which column of a line somebody would look for what is wrong; null: about the line as a whole. */
export function columnOf(line: RequestLine, { what, vi }: LineFault): LineColumn | null {
  const column = columns[what] ?? null;
  if (column === 'unit' && 'from' in line && line.from !== undefined && vi.includes(`“${line.from}”`)) return 'from';
  if (column === 'on' && 'until' in line && line.until !== undefined && vi.includes(line.until)) return 'until';
  if (column === 'from' && !('from' in line && line.from !== undefined)) return 'person';
  // What every other line names a person by, a recruit's is the name.
  return column === 'person' && line.do === 'recruit' ? 'name' : column;
}
