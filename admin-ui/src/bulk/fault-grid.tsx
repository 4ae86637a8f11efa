import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import type { Onward } from './cell-editor.tsx';
import type { EditedTable, Faults } from './edited-table.ts';
import classes from './fault-grid.module.css';
import { type GridPlace, nextFault, placeAfter } from './grid-place.ts';
import { GridRow } from './grid-row.tsx';

const rowPixels = 40;

export interface GridProps {
  readonly table: EditedTable;
  readonly faults: Faults;
  /** Places in `table.rows` of those that are shown. */
  readonly shown: readonly number[];
  readonly onCell: (row: number, column: number, text: string) => void;
  readonly onLeaveOut: (row: number, isLeftOut: boolean) => void;
  readonly onUndo: () => void;
  /** Where one is, to be told more of it below. */
  readonly onPlace: (row: number) => void;
}

/** The table as a grid (WAI-ARIA APG): arrows move, Enter or typing writes, Escape gives up, Delete empties, F8 goes to the next fault, Ctrl+Z undoes. */
export function FaultGrid(props: GridProps) {
  const { table, faults, shown, onCell, onLeaveOut, onUndo, onPlace } = props;
  const { wording } = useLanguage();
  const { bulk: words } = wording;
  const scroll = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<GridPlace>({ at: 0, column: 1 });
  const [writing, setWriting] = useState<(GridPlace & { readonly text: string | null }) | null>(null);
  const wantsFocus = useRef(false);
  const columns = table.columns.length + 2;
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => scroll.current, estimateSize: () => rowPixels, overscan: 8 });
  const items = rows.getVirtualItems();
  const at = Math.min(place.at, shown.length - 1);
  // There is always a cell to come in by, also where the one that had the focus is out of sight.
  const isSeen = items.some(({ index }) => index === at);
  const stopAt = isSeen ? at : (items[0]?.index ?? 0);

  const go = (next: GridPlace) => {
    const to = { at: Math.max(0, Math.min(next.at, shown.length - 1)), column: Math.max(0, Math.min(next.column, columns - 1)) };
    setWriting(null);
    setPlace(to);
    wantsFocus.current = true;
    rows.scrollToIndex(to.at);
    onPlace(table.rows[shown[to.at]!]?.row ?? 0);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn changes with the items, and the cell may come only then
  useEffect(() => {
    if (!wantsFocus.current || writing !== null) return;
    const cell = scroll.current?.querySelector<HTMLElement>(`[data-at="${place.at}:${place.column}"]`);
    if (!cell) return;
    wantsFocus.current = false;
    cell.focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [place, writing, items]);

  const write = (text: string | null) => {
    if (place.column >= 2) setWriting({ at, column: place.column, text });
  };
  const done = (text: string, onward: Onward) => {
    if (writing === null) return;
    onCell(table.rows[shown[writing.at]!]!.row, writing.column - 2, text);
    if (onward === 'stay') return setWriting(null);
    const across = { down: 0, right: 1, left: -1 }[onward];
    go({ at: writing.at + (onward === 'down' ? 1 : 0), column: writing.column + across });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (writing !== null) return;
    const row = table.rows[shown[at]!];
    if (row === undefined) return;
    // Its button answers by itself.
    if ((event.key === 'Enter' || event.key === ' ') && place.column === 1) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const moved =
      event.key === 'F8'
        ? nextFault(props, { at, column: place.column })
        : placeAfter(event, { at, column: place.column }, { rows: shown.length, columns });
    if (moved !== undefined) go(moved);
    else if (isCommand && event.key.toLowerCase() === 'z') onUndo();
    else if (event.key === 'Enter' || event.key === 'F2') write(null);
    else if (event.key === 'Delete' && place.column >= 2) onCell(row.row, place.column - 2, '');
    else if (event.key.length === 1 && !isCommand && !event.altKey) write(event.key);
    else return;
    event.preventDefault();
  };
  const template = `4.5rem 5.5rem ${table.columns.map(({ key }) => widthOf(key)).join(' ')}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot draw only what is seen
    <div
      ref={scroll}
      role="grid"
      aria-label={words.grid}
      aria-rowcount={shown.length + 1}
      aria-colcount={columns}
      className={classes.scroll}
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table element stand at no place of their own */}
      <div role="row" aria-rowindex={1} tabIndex={-1} className={classes.head} style={{ gridTemplateColumns: template }}>
        {[words.row, words.keep, ...table.columns.map(({ heading }) => heading)].map((heading, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headings may stand twice, and are told apart by their place
          // biome-ignore lint/a11y/useSemanticElements: as the row
          <div key={index} role="columnheader" tabIndex={-1}>
            {heading}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className={classes.rows} style={{ height: rows.getTotalSize() }}>
        {items.map((item) => (
          <GridRow
            key={item.key}
            at={item.index}
            top={item.start}
            template={template}
            table={table}
            row={table.rows[shown[item.index]!]!}
            faults={faults.byRow.get(table.rows[shown[item.index]!]!.row)}
            stop={item.index === stopAt ? place.column : null}
            writing={item.index === writing?.at ? writing : null}
            onFocus={(column) => {
              if (item.index !== place.at || column !== place.column) setPlace({ at: item.index, column });
              onPlace(table.rows[shown[item.index]!]!.row);
            }}
            onWrite={(column) => {
              setPlace({ at: item.index, column });
              setWriting({ at: item.index, column, text: null });
            }}
            onLeaveOut={onLeaveOut}
            onDone={done}
            onGiveUp={() => go({ at, column: place.column })}
          />
        ))}
      </div>
    </div>
  );
}

function widthOf(key: string | null): string {
  if (key === 'name' || key === 'unit' || key === 'above' || key === 'who') return '14rem';
  return key === 'birthDate' || key === 'until' ? '8.5rem' : '11rem';
}
