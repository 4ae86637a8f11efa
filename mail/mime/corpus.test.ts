import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ContentFacts, scanContent } from './content-facts.ts';

// Beside each message stands what it must be read as: `expected.json` was checked by eye against RFC 9051 and 2046.
const corpus = new URL('../../test/corpus/mime/', import.meta.url);
const expected: Record<string, unknown> = JSON.parse(readFileSync(new URL('expected.json', corpus), 'utf8'));
const names = readdirSync(corpus).filter((name) => name.endsWith('.eml'));

/** Facts as JSON that a person can read: octets as latin1, and what the parts hold in place of where they lie. */
function readable(content: Buffer, facts: ContentFacts): unknown {
  const octets = (start: number, end: number) => content.toString('latin1', start, end);
  return JSON.parse(
    JSON.stringify({
      ...facts,
      envelope: facts.envelope.toString('latin1'),
      bodyStructure: facts.bodyStructure.toString('latin1'),
      body: facts.body.toString('latin1'),
      parts: facts.parts.map(({ headerStart, bodyStart, end, ...part }) => ({
        ...part,
        header: octets(headerStart, bodyStart),
        text: octets(bodyStart, end),
      })),
    }),
  );
}

describe('the corpus', () => {
  it('has an expectation for every message and a message for every expectation', () => {
    expect(names.toSorted()).toEqual(Object.keys(expected).toSorted());
  });

  it.each(names)('reads %s as expected', (name) => {
    const content = readFileSync(new URL(name, corpus));
    expect(readable(content, scanContent(content))).toEqual(expected[name]);
  });

  it.each(names)('reads %s cut off at every octet without failing, never past its end', (name) => {
    const content = readFileSync(new URL(name, corpus));
    for (let length = 0; length <= content.length; length++) {
      const facts = scanContent(content.subarray(0, length));
      expect(facts.size).toBe(length);
      expect(Math.max(...facts.parts.map((part) => part.end))).toBe(length);
      expect(facts.headerLength).toBe(Math.min(length, facts.headerLength));
    }
  });
});
