import { ActionIcon, CloseButton, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowsMaximize, IconArrowsMinimize, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { allThatOpen, treeRows } from './tree-rows.ts';
import { countUnits, filteredForest, lineOf, type UnitNode, unitForest } from './unit-forest.ts';
import { UnitRows } from './unit-rows.tsx';
import classes from './unit-tree.module.css';

interface Props {
  readonly units: readonly Unit[];
  readonly selected: number | undefined;
  /** Given to who may plan changes of units. */
  readonly onMove?: ((moved: number, onto: number) => void) | undefined;
}

/** The units as a tree with a filter. */
export function UnitTree({ units, selected, onMove }: Props) {
  const wording = useWording();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const forest = useMemo(() => unitForest(units), [units]);
  const shown = useMemo(() => filteredForest(forest, wanted), [forest, wanted]);
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set(openAlong(units, forest, selected)));
  // What was chosen elsewhere is to be seen, and so is what a text finds.
  useEffect(() => setOpen((before) => new Set([...before, ...openAlong(units, forest, selected)])), [units, forest, selected]);
  useEffect(() => {
    if (wanted !== '') setOpen(allThatOpen(shown));
  }, [wanted, shown]);
  const rows = useMemo(() => treeRows(shown, open), [shown, open]);
  const toggle = (id: number, isOpen: boolean) => {
    const next = new Set(open);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  return (
    <Stack gap="xs" className={classes.panel}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          aria-label={wording.units.filter}
          placeholder={wording.units.filter}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={text === '' ? null : <CloseButton size="sm" aria-label={wording.people.clear} onClick={() => setText('')} />}
          flex={1}
        />
        <TreeButton
          label={wording.units.expandAll}
          icon={<IconArrowsMaximize size={16} aria-hidden />}
          onClick={() => setOpen(allThatOpen(forest))}
        />
        <TreeButton
          label={wording.units.collapseAll}
          icon={<IconArrowsMinimize size={16} aria-hidden />}
          onClick={() => setOpen(new Set())}
        />
      </Group>
      <Text size="xs" c="dimmed" aria-live="polite">
        {shown.length === 0 ? wording.units.notFound : wording.units.count(countUnits(shown))}
      </Text>
      <UnitRows units={units} rows={rows} selected={selected} onToggle={toggle} onMove={onMove} />
      {onMove && (
        <Text size="xs" c="dimmed" visibleFrom="md">
          {wording.moveUnit.hint}
        </Text>
      )}
    </Stack>
  );
}

function TreeButton({ label, icon, onClick }: { readonly label: string; readonly icon: React.ReactNode; readonly onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="input-sm" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

/** Open: the topmost units, and those above the one that is chosen. */
function openAlong(units: readonly Unit[], forest: readonly UnitNode[], selected: number | undefined): readonly number[] {
  const above = selected === undefined ? [] : lineOf(units, selected).slice(0, -1);
  return [...forest.map(({ unit }) => unit), ...above].map(({ id }) => id);
}
