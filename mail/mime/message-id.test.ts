import { describe, expect, it } from 'vitest';
import { messageIdOctetsMax, referencesMax } from './limits.ts';
import { parseMessageId, parseMessageIds } from './message-id.ts';

describe('message identifiers', () => {
  it.each(['', 'two words', '<>', '<a', `<${'a'.repeat(messageIdOctetsMax + 1)}>`])('are not found in %s', (value) => {
    expect(parseMessageId(value)).toBeNull();
  });

  it('lose their angle brackets, and blanks that folding left', () => {
    expect(parseMessageId(' <a@x> (comment)')).toBe('a@x');
    expect(parseMessageId('<a\t@x>')).toBe('a@x');
    expect(parseMessageId('bare@x')).toBe('bare@x');
  });

  it('are listed once each, whatever stands between', () => {
    expect(parseMessageIds('your message of Monday <a@x>, <b@x><a@x> <<c@x>')).toEqual(['a@x', 'b@x', 'c@x']);
  });

  it('are kept from both ends when there are too many', () => {
    const all = Array.from({ length: referencesMax + 10 }, (_, index) => `${index}@x`);
    const kept = parseMessageIds(all.map((id) => `<${id}>`).join(' '));
    expect(kept.length).toBe(referencesMax);
    expect([kept[0], kept[1], kept.at(-1)]).toEqual([all[0], all[11], all.at(-1)]);
  });
});
