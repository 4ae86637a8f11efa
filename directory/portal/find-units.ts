import { searchKey } from '#directory/naming/fold-name.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';

/**
 * Units that a query means, whatever its marks and case (REQ-DIR-11): every word of it is in the name, the last one perhaps only begun;
 * or the address holds it. Those with the words in a row come first.
 */
export function findUnits(units: readonly ListedUnit[], query: string): readonly ListedUnit[] {
  const phrase = searchKey(query);
  const typed = query.trim().toLowerCase();
  if (typed === '') return [];
  const words = phrase.split(' ').filter((word) => word !== '');
  const begun = words.pop();
  const holdsWords = ({ searchKey: key }: ListedUnit) => {
    if (begun === undefined) return false;
    const padded = ` ${key} `;
    return padded.includes(` ${begun}`) && words.every((word) => padded.includes(` ${word} `));
  };
  const found = units.filter((unit) => holdsWords(unit) || unit.address?.includes(typed) === true);
  const inARow = (unit: ListedUnit) => phrase !== '' && ` ${unit.searchKey}`.includes(` ${phrase}`);
  return [...found.filter(inARow), ...found.filter((unit) => !inARow(unit))];
}
