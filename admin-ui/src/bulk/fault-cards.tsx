import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { CellEditor } from './cell-editor.tsx';
import classes from './fault-grid.module.css';
import type { GridProps } from './fault-grid.tsx';

const shownAtOnce = 25;

/** Where there is no room for a grid: each row with what is wrong in it, and the cells to write it anew. */
export function FaultCards({ table, faults, shown, onCell, onLeaveOut }: Omit<GridProps, 'onUndo' | 'onPlace'>) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  const [count, setCount] = useState(shownAtOnce);
  return (
    <Stack gap={0}>
      {shown.slice(0, count).map((index) => {
        const { row, cells } = table.rows[index]!;
        const isLeftOut = table.leftOut.includes(row);
        return (
          <section key={row} className={classes.card} aria-label={words.rowNumber(row)}>
            <Group justify="space-between" wrap="nowrap" align="baseline">
              <Text size="sm" fw={600} {...(isLeftOut ? { td: 'line-through', c: 'dimmed' } : {})}>
                {words.rowNumber(row)}: {cells.filter(Boolean).slice(0, 2).join(', ')}
              </Text>
              <Button
                size="compact-sm"
                variant="subtle"
                style={{ flexShrink: 0 }}
                aria-label={words.ofRow(isLeftOut, row)}
                onClick={() => onLeaveOut(row, !isLeftOut)}
              >
                {isLeftOut ? words.takeBack : words.leaveOut}
              </Button>
            </Group>
            {!isLeftOut &&
              [...(faults.byRow.get(row) ?? [])].map(([column, wrong]) => (
                <Stack key={column} gap={4} mt="xs">
                  {column >= 0 && <Text size="sm">{table.columns[column]!.heading}</Text>}
                  {wrong.map((fault) => (
                    <Text key={fault.vi} size="sm" className={classes.fault}>
                      {fault[language]}
                    </Text>
                  ))}
                  {column >= 0 && (
                    <CellEditor
                      key={cells[column]}
                      column={table.columns[column]!}
                      label={words.cell(row, table.columns[column]!.heading)}
                      value={cells[column]!}
                      onDone={(text) => onCell(row, column, text)}
                      onGiveUp={() => undefined}
                      isInForm
                    />
                  )}
                </Stack>
              ))}
          </section>
        );
      })}
      {shown.length > count && (
        <Button variant="default" mt="sm" onClick={() => setCount(count + shownAtOnce)}>
          {wording.more}
        </Button>
      )}
    </Stack>
  );
}
