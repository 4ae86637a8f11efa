import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { nameOf } from './person-name-option.ts';
import { postOf } from './person-posts.ts';

describe('a post in one argument', () => {
  it.each(['', 'Trưởng ban', '| Ban Dân tộc', 'Trưởng ban | Ban Dân tộc | chief'])('is refused as %j', (text) =>
    expect(() => postOf(text)).toThrow(),
  );

  it('has a title and a unit, and may have a kind and a capacity in either language', () => {
    expect(postOf('Trưởng ban | Ban Dân tộc')).toEqual({ title: 'Trưởng ban', unit: 'Ban Dân tộc', capacity: 'full' });
    expect(postOf('Giám đốc|#7|Phụ trách|head')).toEqual({ title: 'Giám đốc', unit: '#7', kind: 'head', capacity: 'in-charge' });
    expect(postOf('Giám đốc | Sở Nội vụ < Tỉnh | quyền')).toMatchObject({ unit: 'Sở Nội vụ < Tỉnh', capacity: 'acting' });
  });
});

describe('a name', () => {
  it('is refused where the family name does not stand in its place', () => {
    expect(() => nameOf('Nguyễn Văn Anh', { family: 'Trần' })).toThrow(/Trần/);
    expect(() => nameOf('Âu Dương', { family: 'Âu Dương' })).toThrow();
    expect(() => nameOf('Niê H’Hen', { family: 'Niê', givenFirst: true })).toThrow();
  });

  it('may have a family name of two words, and the given name first', () => {
    const order = 'family-first';
    expect(nameOf('Âu Dương Thị Hoa', { family: 'Âu Dương' })).toEqual({ family: 'Âu Dương', middle: 'Thị', given: 'Hoa', order });
    expect(nameOf('Y Thông Niê Kdăm', { family: 'Niê Kdăm', givenFirst: true })).toEqual({
      ...{ family: 'Niê Kdăm', middle: '', given: 'Y Thông', order: 'given-first' },
    });
    expect(nameOf('H’Hen Niê', { givenFirst: true })).toMatchObject({ family: 'Niê', given: 'H’Hen' });
  });
});

describe('docs/people.md', () => {
  it('tells of every command there is, and of no other; its options exist', async () => {
    const text = await readFile(new URL('../../docs/people.md', import.meta.url), 'utf8');
    const below = (group: string) => commandLine('0').commands.find((command) => command.name() === group)?.commands ?? [];
    for (const group of ['person', 'account']) {
      const told = new Set([...text.matchAll(new RegExp(`(?:\`|npx congthu )${group} ([a-z-]+)`, 'g'))].map((match) => match[1]));
      const names = below(group).map((command) => command.name());
      expect([group, ...[...told].toSorted()]).toEqual([group, ...names.toSorted()]);
    }
    const options = new Set([...below('person'), ...below('account')].flatMap((command) => command.options.map(({ long }) => long)));
    const shown = [...text.matchAll(/`(--[a-z-]+)|(?<=\s)(--[a-z-]+)/g)].map((match) => match[1] ?? match[2]);
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.filter((option) => !options.has(option))).toEqual([]);
  });
});
