import { foldName } from '#directory/naming/fold-name.ts';
import type { CheckedLine } from './checked-line.ts';
import type { LineProblem } from './request.ts';

/** Lines that ask for what another of the list asks for already: a list worked off twice, or pasted twice. */
export function repeatedLines(lines: readonly CheckedLine[]): readonly LineProblem[] {
  const first = new Map<string, number>();
  return lines.flatMap((line): readonly LineProblem[] => {
    const key = keyOf(line);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, line.number);
      return [];
    }
    const column = line.asked.do === 'recruit' ? 'name' : 'person';
    return [{ line: line.number, column, what: 'repeated', vi: `Trùng với dòng ${before}`, en: `The same as line ${before}` }];
  });
}

function keyOf({ asked, deeds }: CheckedLine): string {
  if (asked.do === 'recruit') return JSON.stringify([asked.do, foldName(asked.name), asked.isNamesake ? asked.birthDate : null]);
  const who = deeds?.person.personId ?? asked.person;
  return JSON.stringify([asked.do, who, 'post' in asked ? [asked.post.toLowerCase(), asked.unit] : null]);
}
