import { expect, it } from 'vitest';
import { unitRequestSchema } from './unit-change.ts';

const renamed = (name: string) => unitRequestSchema.safeParse({ title: 'Đổi tên', changes: [{ do: 'rename', unit: 'Sở Nội vụ', name }] });

it('a unit is called by one line of plain text, not without end', () => {
  for (const hiding of ['\0', '\n', '\u001b[2J', '\u009b', '\u202e', '\u2028', '\ud800'])
    expect(renamed(`Sở${hiding}Nội vụ`).success, JSON.stringify(hiding)).toBe(false);
  expect(renamed('a'.repeat(301)).success).toBe(false);
  expect(renamed('Sở Nội vụ').success).toBe(true);
});
