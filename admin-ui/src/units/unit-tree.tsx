import {
  ActionIcon,
  CloseButton,
  Group,
  getTreeExpandedState,
  ScrollArea,
  Stack,
  Text,
  TextInput,
  Tooltip,
  Tree,
  type TreeNodeData,
  UnstyledButton,
  useTree,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowsMaximize, IconArrowsMinimize, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { countUnits, filteredForest, lineOf, type UnitNode, unitForest } from './unit-forest.ts';
import classes from './unit-tree.module.css';

interface Props {
  readonly units: readonly Unit[];
  readonly selected: number | undefined;
}

/** The units as a tree with a filter; the keyboard goes through it as through any tree (WAI-ARIA, Tree View), and Enter opens a unit's page. */
export function UnitTree({ units, selected }: Props) {
  const wording = useWording();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 120);
  const forest = useMemo(() => unitForest(units), [units]);
  const shown = useMemo(() => filteredForest(forest, wanted), [forest, wanted]);
  const data = useMemo(() => treeData(shown), [shown]);
  const [expandedState, setExpandedState] = useState(() => openAlong(units, forest, selected));
  const tree = useTree({ expandedState, onExpandedStateChange: setExpandedState });
  // What was chosen elsewhere is to be seen, and so is what a text finds.
  useEffect(() => setExpandedState((before) => ({ ...before, ...openAlong(units, forest, selected) })), [units, forest, selected]);
  useEffect(() => {
    if (wanted !== '') setExpandedState(getTreeExpandedState(data, '*'));
  }, [wanted, data]);
  const open = (unitId: string) => void navigate({ to: '/units/$unitId', params: { unitId } });
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
          onClick={() => tree.expandAllNodes()}
        />
        <TreeButton
          label={wording.units.collapseAll}
          icon={<IconArrowsMinimize size={16} aria-hidden />}
          onClick={() => tree.collapseAllNodes()}
        />
      </Group>
      <Text size="xs" c="dimmed" aria-live="polite">
        {shown.length === 0 ? wording.units.notFound : wording.units.count(countUnits(shown))}
      </Text>
      <ScrollArea className={classes.scroll} type="auto" offsetScrollbars>
        <Tree
          data={data}
          tree={tree}
          levelOffset={18}
          expandOnClick={false}
          aria-label={wording.units.title}
          onKeyDown={({ key, target }) => {
            const { value } = (target as HTMLElement).dataset;
            if (key === 'Enter' && value !== undefined) open(value);
          }}
          renderNode={({ node, expanded, hasChildren, elementProps }) => (
            <div
              {...elementProps}
              className={`${elementProps.className} ${classes.node}`}
              data-here={Number(node.value) === selected || undefined}
            >
              {hasChildren ? (
                <UnstyledButton tabIndex={-1} aria-hidden className={classes.chevron} onClick={() => tree.toggleExpanded(node.value)}>
                  <IconChevronRight size={16} data-open={expanded || undefined} />
                </UnstyledButton>
              ) : (
                <span className={classes.leaf} />
              )}
              <Link to="/units/$unitId" params={{ unitId: node.value }} tabIndex={-1} className={classes.label}>
                {node.label}
              </Link>
            </div>
          )}
        />
      </ScrollArea>
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

const treeData = (nodes: readonly UnitNode[]): TreeNodeData[] =>
  nodes.map(({ unit, below }) => ({
    value: String(unit.id),
    label: unit.name,
    ...(below.length === 0 ? {} : { children: treeData(below) }),
  }));

/** Open: the topmost units, and those above the one that is chosen. */
function openAlong(units: readonly Unit[], forest: readonly UnitNode[], selected: number | undefined): Record<string, boolean> {
  const above = selected === undefined ? [] : lineOf(units, selected).slice(0, -1);
  return Object.fromEntries([...forest.map(({ unit }) => unit), ...above].map(({ id }) => [String(id), true]));
}
