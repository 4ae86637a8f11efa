import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { accessActs, policy, type Reach } from './policy.ts';
import { roleNames, roles } from './role.ts';

const cells: Readonly<Record<Reach, string>> = {
  everywhere: 'mọi nơi',
  subtree: 'đơn vị phụ trách',
  'own-unit': 'đơn vị mình',
  'unit-mailbox': 'của đơn vị mình',
  self: 'của mình',
  no: '',
};
const line = (row: readonly string[]) => `| ${row.join(' | ')} |`.replaceAll('|  |', '| |').replaceAll('|  |', '| |');

it('docs/roles.md has the table of the policy, as it is', async () => {
  const table = [
    line(['việc / act', ...roles.map((role) => `${roleNames[role].vi} / ${roleNames[role].en}`)]),
    `|${'---|'.repeat(roles.length + 1)}`,
    ...accessActs.map((act) => line([`${policy[act].vi} / ${policy[act].en}`, ...roles.map((role) => cells[policy[act][role]])])),
  ].join('\n');
  expect(await readFile('docs/roles.md', 'utf8')).toContain(`\n\n${table}\n`);
});
