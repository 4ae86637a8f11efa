import { expect, it } from 'vitest';
import { retryMs } from './reconnect.ts';
import { allLiveKeys, keysOfTopics } from './topic-keys.ts';

it('the server is asked less and less often, at least once a minute, and never by all pages at once', () => {
  const longest = Array.from({ length: 8 }, (_, tries) => retryMs(tries, 0.999_999));
  expect(longest).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(retryMs(0, 0)).toBe(1_000);
  expect(retryMs(10_000, 0)).toBe(30_000);
});

it('what this page does not know of is nothing to it', () => {
  expect(keysOfTopics(['nothing', 'constructor', '', 'queue', 'people'])).toEqual([['queue'], ['people'], ['accounts']]);
  expect(allLiveKeys).toContainEqual(['requests']);
});
