import { Code, Collapse, Paper, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { AuditEntry } from '../api/api-contract.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import classes from './audit-entries.module.css';

export function AuditEntries({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { audit: words } = useWording();
  return (
    <Paper withBorder>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th visibleFrom="sm">{words.when}</Table.Th>
            <Table.Th>{words.what}</Table.Th>
            <Table.Th visibleFrom="sm">{words.who}</Table.Th>
            <Table.Th visibleFrom="lg">{words.where}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { language, wording } = useLanguage();
  const { audit: words } = wording;
  const [isOpen, { toggle }] = useDisclosure(false);
  const parts = [
    [words.before, entry.before],
    [words.after, entry.after],
    [words.more, entry.detail],
  ] as const;
  const told = parts.filter(([, value]) => value != null && Object.keys(value).length > 0);
  return (
    <Table.Tr className={classes.row}>
      <Table.Td className={classes.when} visibleFrom="sm">
        {momentText(entry.at, language)}
      </Table.Td>
      <Table.Td>
        {told.length === 0 ? (
          entry.sentence[language]
        ) : (
          <UnstyledButton onClick={toggle} aria-expanded={isOpen} fz="sm">
            <IconChevronRight size={14} className={classes.chevron} data-open={isOpen || undefined} aria-hidden />
            {entry.sentence[language]}
          </UnstyledButton>
        )}
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {momentText(entry.at, language)} · {entry.actorAddress ?? words.machine}
        </Text>
        <Collapse expanded={isOpen}>
          <Stack gap={4} mt="xs">
            {told.map(([name, value]) => (
              <div key={name}>
                <Text size="xs" c="dimmed">
                  {name}
                </Text>
                <Code block>{JSON.stringify(value, null, 2)}</Code>
              </div>
            ))}
          </Stack>
        </Collapse>
      </Table.Td>
      <Table.Td className={classes.who} visibleFrom="sm">
        {entry.actorAddress ?? words.machine}
      </Table.Td>
      <Table.Td className={classes.who} visibleFrom="lg">
        {[entry.via, entry.peer].filter(Boolean).join(' · ') || entry.program}
      </Table.Td>
    </Table.Tr>
  );
}
