import { Button, Group, List, Menu, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowBackUp, IconColumnInsertRight, IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Section } from '../shared/section.tsx';
import {
  csvToKeep,
  doubtfulColumns,
  type EditedTable,
  faultsIn,
  type TableColumn,
  withCell,
  withColumn,
  withHeading,
  withLeftOut,
} from './edited-table.ts';
import { FaultCards } from './fault-cards.tsx';
import { FaultGrid } from './fault-grid.tsx';
import type { OpenTable } from './use-edited-table.ts';

interface Props {
  readonly open: OpenTable;
  readonly onChange: (make: (table: EditedTable) => EditedTable) => void;
  readonly onUndo: () => void;
  readonly children: React.ReactNode;
}

/** A table with faults, put right in place: every fault where it stands, rows that may be left out. */
export function FaultyTable({ open, onChange, onUndo, children }: Props) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  const { table, problems, fileName, past } = open;
  const isNarrow = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const [isAll, setIsAll] = useState(false);
  const [row, setRow] = useState<number | null>(null);
  const faults = useMemo(() => faultsIn(table, problems), [table, problems]);
  const faulty = table.rows.flatMap((one, at) => (faults.byRow.has(one.row) ? [at] : []));
  const shown = isAll && !isNarrow ? table.rows.map((_row, at) => at) : faulty;
  const onCell = (of: number, column: number, text: string) => onChange((now) => withCell(now, of, column, text));
  const onLeaveOut = (of: number, isLeftOut: boolean) => onChange((now) => withLeftOut(now, of, isLeftOut));
  const grid = { table, faults, shown, onCell, onLeaveOut };
  return (
    <Section title={words.errors(problems.length)} lead={words.mendHelp}>
      {faults.whole.length > 0 && (
        <List size="sm" spacing={4} aria-label={words.wholeFile}>
          {faults.whole.map((fault) => (
            <List.Item key={`${fault.row}${fault.column}${fault.vi}`}>
              {fault.row !== null && `${words.rowNumber(fault.row)}: `}
              {fault[language]}
            </List.Item>
          ))}
        </List>
      )}
      <DoubtfulColumns table={table} onChange={onChange} />
      <Group justify="space-between" gap="xs">
        {!isNarrow && (
          <SegmentedControl
            size="xs"
            aria-label={words.shownRows}
            value={isAll ? 'all' : 'faulty'}
            onChange={(chosen) => setIsAll(chosen === 'all')}
            data={[
              { value: 'faulty', label: words.faultyRows(faulty.length) },
              { value: 'all', label: words.allRows(table.rows.length) },
            ]}
          />
        )}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={past.length === 0}
            onClick={onUndo}
            title={words.undoKeys}
          >
            {words.undoEdit}
          </Button>
          <AddColumn table={table} onChange={onChange} />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={() => download(fileName, table)}
          >
            {words.download}
          </Button>
        </Group>
      </Group>
      {shown.length === 0 && <Text size="sm">{words.noFaultyRows}</Text>}
      {shown.length > 0 && isNarrow && <FaultCards {...grid} />}
      {shown.length > 0 && !isNarrow && (
        <>
          <FaultGrid {...grid} onUndo={onUndo} onPlace={setRow} />
          <RowFaults {...{ table, row, faults }} />
        </>
      )}
      {children}
    </Section>
  );
}

/** What is wrong with the row one is in, to be read in full. */
function RowFaults({
  table,
  row,
  faults,
}: {
  readonly table: EditedTable;
  readonly row: number | null;
  readonly faults: ReturnType<typeof faultsIn>;
}) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  const wrong = row === null ? undefined : faults.byRow.get(row);
  if (row === null || wrong === undefined)
    return (
      <Text size="sm" c="dimmed">
        {words.gridKeys}
      </Text>
    );
  return (
    <Stack gap={2} mih={42}>
      {[...wrong].flatMap(([column, all]) =>
        all.map((fault) => (
          <Text size="sm" key={`${column}${fault.vi}`}>
            <b>
              {words.rowNumber(row)}
              {column >= 0 && `, ${table.columns[column]!.heading}`}:
            </b>{' '}
            {fault[language]}
          </Text>
        )),
      )}
    </Stack>
  );
}

type Changing = Pick<Props, 'onChange'> & { readonly table: EditedTable };

/** Headings that are only nearly known, or stand twice: what they are, or away with them. */
function DoubtfulColumns({ table, onChange }: Changing) {
  const { wording } = useLanguage();
  const { bulk: words } = wording;
  return doubtfulColumns(table).map((at) => (
    <Select
      key={`${at}${table.columns[at]!.heading}`}
      maw={420}
      label={words.columnIs(table.columns[at]!.heading)}
      placeholder={words.chooseColumn}
      data={[...table.others.map(({ key, name }) => ({ value: key ?? '', label: name })), { value: 'away', label: words.dropColumn }]}
      onChange={(chosen) => {
        const meant: TableColumn | null = table.others.find(({ key }) => key === chosen) ?? null;
        if (chosen !== null) onChange((now) => withHeading(now, at, meant));
      }}
    />
  ));
}

function AddColumn({ table, onChange }: Changing) {
  const { wording } = useLanguage();
  const { bulk: words } = wording;
  if (table.others.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconColumnInsertRight size={14} aria-hidden />}>
          {words.addColumn}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {table.others.map((column) => (
          <Menu.Item key={column.key} onClick={() => onChange((now) => withColumn(now, column))}>
            {column.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function download(fileName: string, table: EditedTable): void {
  const address = URL.createObjectURL(new Blob([csvToKeep(table)], { type: 'text/csv' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: `${fileName.replace(/\.[^.]*$/, '')}-da-sua.csv` });
  link.click();
  URL.revokeObjectURL(address);
}
