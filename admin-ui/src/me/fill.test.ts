import { expect, it } from 'vitest';
import { fillOf } from './fill.ts';

it.each([
  [{ usedOctets: 0, quotaOctets: 100, usedMessages: 0, quotaMessages: null }, 0, 'room'],
  [{ usedOctets: 799, quotaOctets: 1000, usedMessages: 0, quotaMessages: null }, 79, 'room'],
  [{ usedOctets: 800, quotaOctets: 1000, usedMessages: 0, quotaMessages: null }, 80, 'nearly-full'],
  [{ usedOctets: 1, quotaOctets: 1000, usedMessages: 99, quotaMessages: 100 }, 99, 'full'],
  [{ usedOctets: 2000, quotaOctets: 1000, usedMessages: 0, quotaMessages: null }, 100, 'full'],
  [{ usedOctets: 2000, quotaOctets: 0, usedMessages: 0, quotaMessages: null }, 0, 'room'],
] as const)('%o is %i of a hundred: %s', (mailbox, percent, level) => {
  expect(fillOf(mailbox)).toEqual({ percent, level });
});
