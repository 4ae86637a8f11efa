import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { unitRequestFileSchema } from './unit-change.ts';

const text = await readFile(new URL('../../../docs/units.md', import.meta.url), 'utf8');
const files = [...text.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]!);

describe('docs/units.md', () => {
  it('shows files that can be read, and every sort of change between them', () => {
    const requests = files.map((file) => unitRequestFileSchema.parse(parse(file)));
    const shown = new Set(requests.flatMap(({ changes }) => changes.map((change) => change.do)));
    expect([...shown].toSorted()).toEqual(
      ['code', 'create', 'dissolve', 'domain', 'identifier', 'kind', 'merge', 'move', 'move-all', 'naming', 'rename', 'split'].toSorted(),
    );
  });
});
