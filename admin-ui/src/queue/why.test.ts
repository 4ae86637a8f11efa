import { expect, it } from 'vitest';
import { actsFor, tellingRecipient, whyOf } from './why.ts';

const waiting = { state: 'waiting', attempts: 1 } as const;
const failed = { state: 'failed', attempts: 9 } as const;

it.each([
  ['connect ECONNREFUSED 10.0.0.1:25', 'unreachable'],
  ['no relay configured', 'no-route'],
  ['451 4.7.1 Greylisted, try later', 'postponed'],
  ['421 too many connections', 'postponed'],
  ['452 4.2.2 Mailbox full', 'full'],
  ['the next server does not take internationalised addresses (SMTPUTF8)', 'no-letters'],
] as const)('"%s" is told as %s', (lastReply, why) => {
  expect(whyOf({ ...waiting, lastReply })).toBe(why);
});

it.each([
  ['550 5.1.1 User unknown', 'unknown-address'],
  ['550 5.7.1 SPF fails', 'policy'],
  ['554 no', 'refused'],
  ['552 5.3.4 too big', 'too-large'],
  ['cancelled by an administrator', 'cancelled'],
  ['451 4.7.1 Greylisted, try later', 'expired'],
  ['connect ETIMEDOUT', 'expired'],
] as const)('given up after "%s" is told as %s', (lastReply, why) => {
  expect(whyOf({ ...failed, lastReply })).toBe(why);
});

it('what was not tried yet waits its turn, and a state that says enough is what is told', () => {
  expect(whyOf({ state: 'waiting', attempts: 0, lastReply: null })).toBe('first');
  expect(whyOf({ state: 'held', attempts: 3, lastReply: '451 later' })).toBe('held');
  expect(whyOf({ state: 'sending', attempts: 3, lastReply: '451 later' })).toBe('sending');
});

it('of several recipients one that waits after an attempt tells most', () => {
  const one = { address: 'a', domain: 'd', nextAttemptAt: null, lastHost: null, finishedAt: null, attempts: 0 };
  const first = { ...one, state: 'held', lastReply: '451 later' } as const;
  const second = { ...one, address: 'b', state: 'waiting', lastReply: '451 later' } as const;
  expect(tellingRecipient({ recipients: [first, second] })).toBe(second);
  expect(tellingRecipient({ recipients: [first] })).toBe(first);
  expect(tellingRecipient({ recipients: [] })).toBeUndefined();
});

it('nothing is done to what is being sent or finished', () => {
  const none = { waiting: 0, sending: 2, held: 0, delivered: 1, failed: 1 };
  expect(actsFor({ counts: none })).toEqual([]);
  expect(actsFor({ counts: { ...none, waiting: 1 } })).toEqual(['retry', 'hold', 'cancel']);
  expect(actsFor({ counts: { ...none, held: 1 } })).toEqual(['release', 'cancel']);
});
