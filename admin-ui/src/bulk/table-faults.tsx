import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import type { BatchPreview } from '../api/api-contract.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Section } from '../shared/section.tsx';
import { inOrder } from './send-table.ts';

const shownAtOnce = 200;

/** Everything that is wrong with a table, where it stands in it. */
export function TableFaults({ problems }: { readonly problems: BatchPreview['problems'] }) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  const [shown, setShown] = useState(shownAtOnce);
  const ordered = inOrder(problems);
  return (
    <Section title={words.errors(problems.length)} lead={words.errorsHelp}>
      <Table verticalSpacing="xs" role="table" aria-label={words.errors(problems.length)}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.row}</Table.Th>
            <Table.Th>{words.column}</Table.Th>
            <Table.Th>{words.fault}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ordered.slice(0, shown).map((problem) => (
            <Table.Tr key={`${problem.row}${problem.column}${problem.vi}`}>
              <Table.Td>{problem.row ?? words.wholeFile}</Table.Td>
              <Table.Td>{problem.column}</Table.Td>
              <Table.Td>{problem[language]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {ordered.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + shownAtOnce)}>
          {wording.more}
        </Button>
      )}
    </Section>
  );
}
