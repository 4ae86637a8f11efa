import { describe, expect, it } from 'vitest';
import { streamSafe } from './stream-safe.ts';

describe('text that is to be normalised', () => {
  it('stays as it is where a language could have written it', () => {
    for (const text of ['', 'Chợ Đồn', 'Chợ Đồn'.normalize('NFD'), `a${'\u0301\u0323'.repeat(15)}`]) expect(streamSafe(text)).toBe(text);
  });

  it('is broken after 30 marks, and never again', () => {
    const once = streamSafe(`a${'\u0301'.repeat(61)}b`);
    expect(once).toBe(`a${'\u0301'.repeat(30)}\u034f${'\u0301'.repeat(30)}\u034f\u0301b`);
    expect(streamSafe(once)).toBe(once);
    expect(streamSafe(once.normalize('NFC')).normalize('NFC')).toBe(once.normalize('NFC'));
  });

  it('is normalised in time, whatever it is', () => {
    const hostile = `a${'\u0301\u0323'.repeat(200_000)}`;
    const begun = performance.now();
    for (const form of ['NFC', 'NFD', 'NFKD']) streamSafe(hostile).normalize(form);
    expect(performance.now() - begun).toBeLessThan(2_000); // as it is: minutes
  });
});
