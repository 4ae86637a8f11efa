import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { DragLabel } from './drag-label.tsx';
import { unitsById } from './drop-rules.ts';
import { stepOf, type TreeRow } from './tree-rows.ts';
import classes from './unit-tree.module.css';
import { type UnitDrag, useUnitDrag } from './use-unit-drag.ts';

interface Props {
  readonly units: readonly Unit[];
  readonly rows: readonly TreeRow[];
  readonly selected: number | undefined;
  readonly onToggle: (id: number, isOpen: boolean) => void;
  readonly onMove?: ((moved: number, onto: number) => void) | undefined;
}

/** The lines of the tree, of which only those that are seen are drawn; the keyboard goes through all (WAI-ARIA, Tree View), Enter opens a page. */
export function UnitRows({ units, rows, selected, onToggle, onMove }: Props) {
  const { units: words, moveUnit } = useWording();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const label = useRef<HTMLDivElement>(null);
  const byId = useMemo(() => unitsById(units), [units]);
  const [said, setSaid] = useState('');
  const { drag, onPointerDown } = useUnitDrag({
    ...{ units: byId, scroller, label },
    onHold: (id) => onToggle(id, true),
    onDrop: (moved, onto) => onMove?.(moved, onto),
    onGivenUp: () => setSaid(moveUnit.givenUp),
  });
  const lines = useLines(rows, selected, scroller);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') return void navigate({ to: '/units/$unitId', params: { unitId: String(rows[lines.at]?.unit.id) } });
    const step = stepOf(rows, lines.at, event.key);
    if (step === undefined) return;
    event.preventDefault();
    if ('to' in step) lines.goTo(step.to);
    else if ('open' in step) onToggle(step.open, true);
    else onToggle(step.close, false);
  };
  return (
    <div ref={scroller} className={classes.scroll} data-dragging={drag && true}>
      <div role="tree" aria-label={words.title} onKeyDown={onKeyDown} className={classes.rows} style={{ height: lines.height }}>
        {lines.items.map(({ key, index, start }) => (
          <Line
            key={key}
            row={rows[index]!}
            at={index}
            start={start}
            measure={lines.measure}
            isActive={index === lines.at}
            isSelected={rows[index]!.unit.id === selected}
            drag={drag}
            onFocus={() => lines.stay(index)}
            onToggle={onToggle}
            onPointerDown={onMove && onPointerDown}
          />
        ))}
      </div>
      {onMove && <DragLabel drag={drag} said={said} label={label} />}
    </div>
  );
}

/** Which lines are drawn, and the one that the keyboard is on: it stays drawn wherever one scrolls, or the keyboard would lose its place. */
function useLines(rows: readonly TreeRow[], selected: number | undefined, scroller: React.RefObject<HTMLDivElement | null>) {
  const [activeId, setActiveId] = useState(selected);
  const at = Math.max(
    0,
    rows.findIndex(({ unit }) => unit.id === activeId),
  );
  const isAskedFor = useRef(false);
  const drawn = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    overscan: 10,
    getItemKey: (index) => rows[index]!.unit.id,
    rangeExtractor: (range: Range) => [...new Set([...defaultRangeExtractor(range), at])].filter((one) => one < rows.length).sort(byNumber),
  });
  useEffect(() => {
    if (!isAskedFor.current) return;
    isAskedFor.current = false;
    drawn.scrollToIndex(at);
    scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
  });
  // Chosen from elsewhere: it is brought into sight once it can be.
  const selectedAt = rows.findIndex(({ unit }) => unit.id === selected);
  useEffect(() => {
    if (selectedAt < 0) return;
    setActiveId(selected);
    drawn.scrollToIndex(selectedAt);
  }, [selected, selectedAt, drawn.scrollToIndex]);
  const goTo = (index: number) => {
    isAskedFor.current = true;
    setActiveId(rows[index]?.unit.id);
  };
  const stay = (index: number) => setActiveId(rows[index]?.unit.id);
  return { at, goTo, stay, items: drawn.getVirtualItems(), height: drawn.getTotalSize(), measure: drawn.measureElement };
}

const byNumber = (one: number, other: number) => one - other;

interface LineProps extends Pick<Props, 'onToggle'> {
  readonly row: TreeRow;
  readonly at: number;
  readonly start: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly drag: UnitDrag | undefined;
  readonly onFocus: () => void;
  readonly onPointerDown: ((event: React.PointerEvent, unit: Unit) => void) | undefined;
}

function Line({ row, at, start, measure, isActive, isSelected, drag, onFocus, onToggle, onPointerDown }: LineProps) {
  const { unit, level, hasBelow, isOpen, place, beside } = row;
  const isOver = drag?.over?.id === unit.id;
  return (
    <div
      ref={measure}
      role="treeitem"
      data-index={at}
      data-unit={unit.id}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={beside}
      aria-expanded={hasBelow ? isOpen : undefined}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      onFocus={onFocus}
      onPointerDown={(event) => onPointerDown?.(event, unit)}
      className={classes.node}
      data-here={isSelected || undefined}
      data-moved={drag?.moved.id === unit.id || undefined}
      data-drop={isOver ? (drag.why === undefined ? 'yes' : 'no') : undefined}
      style={{ transform: `translateY(${start}px)`, paddingInlineStart: `${0.5 + (level - 1) * 1.1}rem` }}
    >
      {hasBelow ? (
        <UnstyledButton tabIndex={-1} aria-hidden className={classes.chevron} onClick={() => onToggle(unit.id, !isOpen)}>
          <IconChevronRight size={16} data-open={isOpen || undefined} />
        </UnstyledButton>
      ) : (
        <span className={classes.leaf} />
      )}
      <Link to="/units/$unitId" params={{ unitId: String(unit.id) }} tabIndex={-1} draggable={false} className={classes.label}>
        {unit.name}
      </Link>
    </div>
  );
}
