import type { BenchCase, Figure } from '../bench-case.ts';
import { benchLimits } from '../limits.ts';
import { median } from '../run-cases.ts';

/** What somebody types, from the first letter on: many, some, few, an address, nobody. */
const typed = ['n', 'nguyen', 'nguyen van an', 'anhnv1', 'khong co ai'];

/** The API's search as one types, on our side alone: a page of 50, asked over one connection, one after another. */
export const searchPeopleCase: BenchCase = {
  name: `Search of ${benchLimits.directoryPeople.toLocaleString('en')} people as one types`,
  prepare: async (side) => side.fillDirectory?.(benchLimits.directoryPeople),
  async measure(side) {
    const ask = await side.askApi?.();
    if (ask === undefined) return null;
    const figures: Figure[] = [];
    for (const list of ['people', 'accounts'])
      for (const text of typed) {
        const timesMs: number[] = [];
        const before = await side.processorMs?.();
        for (let turn = 0; turn < benchLimits.searchesEach; turn += 1) {
          const begun = performance.now();
          await ask(`/${list}?q=${encodeURIComponent(text)}`);
          timesMs.push(performance.now() - begun);
        }
        figures.push({ what: `${list} “${text}”`, unit: 'ms', value: median(timesMs) });
        const after = await side.processorMs?.();
        if (before === undefined || after === undefined) continue;
        figures.push({ what: `${list} “${text}”, processor`, unit: 'ms', value: (after - before) / benchLimits.searchesEach });
      }
    return figures;
  },
};
