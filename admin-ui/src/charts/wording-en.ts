import type { chartsVi } from './wording-vi.ts';

export const chartsEn: typeof chartsVi = {
  charts: { asTable: 'See the figures as a table' },
};
