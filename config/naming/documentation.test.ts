import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { duplicateWays, namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { proposePersonNames } from '#directory/naming/propose-person-names.ts';

const document = readFileSync(new URL('../../docs/naming.md', import.meta.url), 'utf8');
const example = parse(document.match(/```yaml\n([\s\S]+?)```/)![1]!);

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
}

const schema = z.toJSONSchema(namingProfileSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
const keysOf = (node: JsonSchema): string[] => Object.entries(node.properties ?? {}).flatMap(([key, below]) => [key, ...keysOf(below)]);
const valuesOf = (node: JsonSchema): readonly string[] => [
  ...(node.enum ?? []),
  ...Object.values(node.properties ?? {}).flatMap(valuesOf),
  ...(node.items ? valuesOf(node.items) : []),
];

describe('docs/naming.md', () => {
  it('shows a profile that is taken, with every key there is', () => {
    expect(namingProfileSchema.safeParse(example).error?.issues).toBeUndefined();
    const keysIn = (node: unknown): string[] =>
      typeof node === 'object' && node !== null && !Array.isArray(node)
        ? Object.entries(node).flatMap(([key, below]) => [key, ...keysIn(below)])
        : [];
    expect(new Set(keysIn(example))).toEqual(new Set(keysOf(schema)));
  });

  it('names every value there is', () => {
    const values = valuesOf(schema);
    expect(values).toContain('parent-first');
    expect(values.filter((value) => !document.includes(value))).toEqual([]);
  });

  it('says truly what each way makes', () => {
    const rows = [...document.matchAll(/^\| (`[\w-]+`(?:, `[\w-]+`)*) \| (`[\w.]+`(?:, `[\w.]+`)*) \|/gm)];
    const unquoted = (cell: string) => cell.replaceAll('`', '').split(', ');
    const told = new Map(rows.flatMap(([, ways, names]) => unquoted(ways!).map((way, index) => [way, unquoted(names!)[index]!] as const)));
    const profile = namingProfileSchema.parse(example);
    const facts = { unitMailbox: 'tt', birthDate: '1985-02-03', identityDigits: '4711' };
    const person = { name: { family: 'Nguyễn', middle: 'Văn', given: 'Anh' }, ...facts };
    for (const way of duplicateWays) {
      const people = { ...profile.people, duplicates: [way], identityDigits: true };
      const made = proposePersonNames({ ...profile, people }, person, (localPart) => localPart === 'anhnv.tt' && way !== 'given-initials');
      expect([way, told.get(way)]).toEqual([way, made[0]?.localPart]);
    }
  });
});
