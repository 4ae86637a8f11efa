import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContentFacts, scanContent } from '#mail/mime/content-facts.ts';
import { filterHeaderFields } from '#mail/mime/header-fields.ts';
import { removeHeaderFields } from '#mail/mime/remove-header-fields.ts';
import { resolveSection } from '#mail/mime/section.ts';

type Value = string | null | number | Value[];

/** Reads one IMAP value (list, quoted string, literal, NIL, number); throws where the syntax is broken. */
function readImapValue(octets: Buffer): Value {
  const text = octets.toString('latin1');
  let at = 0;
  const expectMatch = (pattern: RegExp): RegExpExecArray => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`expected ${pattern} at ${at} of ${JSON.stringify(text)}`);
    at = pattern.lastIndex;
    return match;
  };
  const value = (): Value => {
    if (text[at] === '(') return list();
    if (text[at] === '"') return expectMatch(/"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"/y)[1]!;
    if (text[at] !== '{') return expectMatch(/NIL|\d+/y)[0] === 'NIL' ? null : 0;
    const length = Number(expectMatch(/\{(\d+)\}\r\n/y)[1]);
    const literal = text.slice(at, at + length);
    if (literal.length !== length || literal.includes('\0')) throw new Error('bad literal');
    at += length;
    return literal;
  };
  const list = (): Value[] => {
    const items: Value[] = [];
    at++;
    while (text[at] !== ')') {
      items.push(value());
      if (text[at] === ' ') at++;
      else if (text[at] !== '(' && text[at] !== ')') throw new Error(`unbalanced at ${at}`);
    }
    at++;
    return items;
  };
  const result = value();
  if (at !== text.length) throw new Error('something after the end');
  return result;
}

/** Sections in the order a client would number them from BODYSTRUCTURE. */
function leafSections(body: Value[], prefix: string): string[] {
  if (!Array.isArray(body[0])) {
    const section = prefix === '' ? '1' : prefix;
    if (body[0] !== 'message' || !Array.isArray(body[8])) return [section];
    return [section, ...(Array.isArray(body[8][0]) ? leafSections(body[8], section) : leafSections(body[8], `${section}.1`))];
  }
  const children = body.slice(
    0,
    body.findIndex((item) => !Array.isArray(item)),
  ) as Value[][];
  return children.flatMap((child, index) => {
    const section = prefix === '' ? `${index + 1}` : `${prefix}.${index + 1}`;
    return Array.isArray(child[0]) ? [section, ...leafSections(child, section)] : leafSections(child, section);
  });
}

function expectSound(content: Buffer, facts: ContentFacts): void {
  const { parts } = facts;
  expect(parts[0]).toMatchObject({ section: '', parent: -1, headerStart: 0, end: content.length, bodyStart: facts.headerLength });
  const lastEnd = new Map<number, number>();
  for (const [index, part] of parts.entries()) {
    expect(part.headerStart <= part.bodyStart && part.bodyStart <= part.end).toBe(true);
    if (index === 0) continue;
    const holder = parts[part.parent]!;
    expect(part.parent).toBeLessThan(index);
    expect(part.headerStart).toBeGreaterThanOrEqual(lastEnd.get(part.parent) ?? holder.bodyStart);
    expect(part.end).toBeLessThanOrEqual(holder.end);
    lastEnd.set(part.parent, part.end);
  }
  expect(new Set(parts.map((part) => part.section)).size).toBe(parts.length);
  expect(readImapValue(facts.envelope)).toHaveLength(10);
  readImapValue(facts.body);
  for (const section of leafSections(readImapValue(facts.bodyStructure) as Value[], ''))
    expect(resolveSection(parts, section)).not.toBeNull();
  for (const part of parts.slice(1)) expect(resolveSection(parts, part.section)).toMatchObject({ start: part.bodyStart, end: part.end });
  expect(JSON.stringify(facts.parts) + facts.subject + JSON.stringify([facts.from, facts.to])).not.toContain('\\u0000');
}

const corpusFolder = new URL('../corpus/mime/', import.meta.url);
const corpus = readdirSync(corpusFolder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(new URL(name, corpusFolder)));

const line = fc.constantFrom(
  '',
  '',
  '--a',
  '--b',
  '--a--',
  '--b--',
  '--ab',
  '-- ',
  'text',
  'Content-Type: multipart/mixed; boundary=a',
  'Content-Type: multipart/digest; boundary=b',
  'Content-Type: multipart/mixed; boundary="a--"',
  'Content-Type: message/rfc822',
  'Content-Type: text/html; name*0="\xe9',
  '\tfolded',
  'From: "x\0" <a@b>, g: c@d;',
  'Subject: =?utf-8?B?4bs=?= =?utf-8?B?hw==?=',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename=x',
  'To: a\\',
  'no field',
); // what the shape of a message hangs on
const shaped = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\r\n', '\n'), fc.boolean())
  .map(([lines, end, ended]) => Buffer.from(lines.join(end) + (ended ? end : ''), 'latin1'));
const mutated = fc
  .tuple(
    fc.constantFrom(...corpus),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 10, 13, 32, 34, 45, 58, 59, 61, 255)), { maxLength: 8 }),
  )
  .map(([message, changes]) => {
    const copy = Buffer.from(message);
    for (const [place, octet] of changes) if (copy.length > 0) copy[place % copy.length] = octet;
    return copy;
  });
const anything = fc.uint8Array({ maxLength: 200 }).map((octets) => Buffer.from(octets));

describe('any octets taken for a message', () => {
  it.each([
    ['random octets', anything, 300],
    ['lines that shape a message', shaped, 1500],
    ['corpus messages with octets changed', mutated, 400],
  ])('give sound facts: %s', (_, arbitrary, numRuns) => {
    fc.assert(
      fc.property(arbitrary, (content) => expectSound(content, scanContent(content))),
      { numRuns },
    );
  });

  it('lose fields and nothing else when fields are removed or chosen', () => {
    fc.assert(
      fc.property(fc.oneof(shaped, mutated), (content) => {
        expect(removeHeaderFields(content, () => false)).toBe(content);
        const removed = removeHeaderFields(content, (name) => name === 'from');
        expect(filterHeaderFields(removed, ['from'], false).toString('latin1')).toMatch(/^(\r?\n)?$/);
        expect(filterHeaderFields(removed, [], true)).toEqual(filterHeaderFields(content, ['From'], true));
      }),
    );
  });
});
