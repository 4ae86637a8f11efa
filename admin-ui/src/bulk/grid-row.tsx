import type { TextTable } from '../api/api-contract.ts';
import { useLanguage } from '../i18n/language.tsx';
import { CellEditor, type Onward } from './cell-editor.tsx';
import { type EditedTable, type Fault, isChanged } from './edited-table.ts';
import classes from './fault-grid.module.css';

interface Props {
  readonly at: number;
  readonly top: number;
  readonly template: string;
  readonly table: EditedTable;
  readonly row: TextTable['rows'][number];
  readonly faults: ReadonlyMap<number, readonly Fault[]> | undefined;
  /** The column by which Tab comes into the grid; null: another row has it. */
  readonly stop: number | null;
  readonly writing: { readonly column: number; readonly text: string | null } | null;
  readonly onFocus: (column: number) => void;
  readonly onWrite: (column: number) => void;
  readonly onLeaveOut: (row: number, isLeftOut: boolean) => void;
  readonly onDone: (text: string, onward: Onward) => void;
  readonly onGiveUp: () => void;
}

/** One row of the grid: its number, whether it is kept, and its cells with what is wrong in them. */
export function GridRow({ at, top, template, table, row, faults, stop, writing, onFocus, onWrite, onLeaveOut, onDone, onGiveUp }: Props) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  const isLeftOut = table.leftOut.includes(row.row);
  const ofRow = faults?.get(-1);
  const tab = (column: number) => (stop === column ? 0 : -1);
  const cell = (column: number, wrong: readonly Fault[] | undefined) => ({
    'data-at': `${at}:${column}`,
    onFocus: () => onFocus(column),
    ...(wrong && !isLeftOut
      ? { 'aria-invalid': true, 'aria-describedby': `fault-${row.row}-${column}`, title: wrong.map((fault) => fault[language]).join('\n') }
      : {}),
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a table element stands at no place of its own
    <div
      role="row"
      aria-rowindex={at + 2}
      tabIndex={-1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
      {...(isLeftOut ? { 'data-left-out': true } : {})}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
      <div role="rowheader" aria-colindex={1} className={`${classes.cell} ${classes.number}`} tabIndex={tab(0)} {...cell(0, ofRow)}>
        {row.row}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
      <div role="gridcell" aria-colindex={2} className={classes.cell} tabIndex={-1}>
        <button
          type="button"
          className={classes.leave}
          aria-label={words.ofRow(isLeftOut, row.row)}
          tabIndex={tab(1)}
          {...cell(1, undefined)}
          onClick={() => onLeaveOut(row.row, !isLeftOut)}
        >
          {isLeftOut ? words.takeBack : words.leaveOut}
        </button>
      </div>
      {row.cells.map((text, index) => {
        const isWritten = writing?.column === index + 2;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as the row
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: cells are told apart by their place alone
            key={index}
            role="gridcell"
            aria-colindex={index + 3}
            className={classes.cell}
            tabIndex={tab(index + 2)}
            {...cell(index + 2, faults?.get(index))}
            {...(isChanged(table, row.row, index) ? { 'data-changed': true } : {})}
            {...(isWritten ? { 'data-editing': true } : {})}
            onDoubleClick={() => onWrite(index + 2)}
          >
            {isWritten ? (
              <CellEditor
                column={table.columns[index]!}
                label={words.cell(row.row, table.columns[index]!.heading)}
                value={writing.text ?? text}
                onDone={onDone}
                onGiveUp={onGiveUp}
              />
            ) : (
              text
            )}
          </div>
        );
      })}
      {[...(faults ?? [])].map(([column, wrong]) => (
        <span key={column} id={`fault-${row.row}-${column < 0 ? 0 : column + 2}`} hidden>
          {wrong.map((fault) => fault[language]).join('; ')}
        </span>
      ))}
    </div>
  );
}
