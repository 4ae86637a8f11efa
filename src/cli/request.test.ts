import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { commandLine } from './command-line.ts';
import { lineOfForm } from './request-form.ts';

describe('docs/requests.md', () => {
  it('tells of every command there is, and of no other; its options exist', async () => {
    const text = await readFile(new URL('../../docs/requests.md', import.meta.url), 'utf8');
    const commands = commandLine('0').commands.find((command) => command.name() === 'request')?.commands ?? [];
    const told = new Set([...text.matchAll(/`request ([a-z-]+)|congthu request ([a-z-]+)/g)].map((match) => match[1] ?? match[2]));
    expect([...told].toSorted()).toEqual(commands.map((command) => command.name()).toSorted());
    const options = new Set(commands.flatMap((command) => command.options.map(({ long }) => long)));
    const shown = [...text.matchAll(/`(--[a-z-]+)|(?<=\s)(--[a-z-]+)/g)].map((match) => match[1] ?? match[2]);
    expect(shown.length).toBeGreaterThan(10);
    expect(shown.filter((option) => !options.has(option))).toEqual([]);
  });
});

describe('a line as options', () => {
  it('is refused where something lacks or does not belong to it', () => {
    expect(() => lineOfForm({ do: 'recruit', post: 'Công chức' }, 'Xã Yên Mỹ')).toThrow(/name/);
    expect(() => lineOfForm({ do: 'leave', person: '#1', post: 'Công chức' }, 'Xã Yên Mỹ')).toThrow(/post/);
  });

  it('is refused where it does not say what is asked, rather than passed over', () => {
    expect(lineOfForm({})).toBeUndefined();
    expect(() => lineOfForm({ post: 'Công chức' })).toThrow('--do: cần nói việc gì, đã có --post');
    expect(() => lineOfForm({ ifHeaded: 'replace' })).toThrow('--if-headed');
  });

  it('has its post in the unit that asks, unless another is named', () => {
    expect(lineOfForm({ do: 'recruit', name: 'Ma Thị Sen', post: 'Công chức' }, 'Xã Yên Mỹ')).toMatchObject({ unit: 'Xã Yên Mỹ' });
    expect(lineOfForm({ do: 'transfer', person: '#1', in: '#7', post: 'Văn thư', decision: 'QĐ 1' }, '#80')).toMatchObject({
      ...{ unit: '#7', reason: 'QĐ 1' },
    });
    expect(lineOfForm({ do: 'suspend', person: '#1' }, '#80')).toEqual({ do: 'suspend', person: '#1' });
    expect(lineOfForm({}, '#80')).toBeUndefined();
  });
});
