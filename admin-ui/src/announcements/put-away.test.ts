import { expect, it } from 'vitest';
import { stillShown } from './put-away.ts';

const one = { id: 1, revision: 2, kind: 'info' };

it('what was put away is shown again when it was corrected, and what is urgent always', () => {
  expect(stillShown([one], [{ id: 1, revision: 2 }])).toEqual([]);
  expect(stillShown([one], [{ id: 1, revision: 1 }])).toEqual([one]);
  expect(stillShown([{ ...one, kind: 'urgent' }], [{ id: 1, revision: 2 }])).toHaveLength(1);
});
