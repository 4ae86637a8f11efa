import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentRules } from './helpers/house-rules/content-rules.ts';
import { directionRules } from './helpers/house-rules/direction-rules.ts';
import { layoutRules } from './helpers/house-rules/layout-rules.ts';
import { readSource } from './helpers/house-rules/source-text.ts';
import { readTree, show } from './helpers/house-rules/tree.ts';

// How the code should read, as far as a program can tell. Each rule carries a made-up tree that breaks it.
const tree = await readTree(fileURLToPath(new URL('..', import.meta.url)));
const rules = [...directionRules, ...contentRules, ...layoutRules];

describe.each(rules)('$name', (rule) => {
  it('notices a tree that breaks it, where it is broken and nowhere else', () => {
    const found = rule.check(new Map(Object.entries(rule.broken))).map(({ path, line }) => `${path}:${line}`);
    expect([...new Set(found)].sort()).toEqual([...rule.noticed].sort());
  });

  it('holds here', () => {
    expect(rule.check(tree).map(show)).toEqual([]);
  });
});

describe('the reading of sources', () => {
  it('finds the program whole: an empty or misplaced tree would break no rule', () => {
    for (const path of ['src/main.ts', 'src/kernel/result.ts', 'mail/imap/server.ts', 'directory/org/province.ts', 'package.json']) {
      expect(tree.has(path), path).toBe(true);
    }
  });

  it('tells code, strings, templates, regular expressions and comments apart', () => {
    const text = `const a = 'b // c'; // d 'e'\nconst f = \`g\${h('}')}i\`; /* j */ k = /l'[/]"/.test(m);`;
    const { code, strings, comments } = readSource(text);
    expect(strings.map((piece) => piece.text)).toEqual(['b // c', 'g', '}', 'i']);
    expect(comments.map((piece) => piece.text)).toEqual(["// d 'e'", '/* j */']);
    expect(code.split('\n').map((line) => line.replace(/\s+/g, ' '))).toEqual([
      "const a = ' '; ",
      `const f = \` \${h(' ')} \`; k = / /.test(m);`,
    ]);
    expect(code).toHaveLength(text.length);
  });
});
