import { useCallback, useEffect, useRef, useState } from 'react';
import type { EditedTable, Fault } from './edited-table.ts';
import { forgetTable, type KeptTable, keepTable, keptTable } from './kept-table.ts';

const undoneMax = 100;

export interface OpenTable extends Omit<KeptTable, 'accountId'> {
  readonly past: readonly EditedTable[];
}

/** The table that is being put right: undone step by step, and there again when the page is loaded again. */
export function useEditedTable(accountId: number) {
  const [open, setOpen] = useState<OpenTable | undefined>(() => {
    const kept = keptTable(accountId);
    return kept && { ...kept, past: [] };
  });
  const isKept = useRef(true);
  useEffect(() => {
    if (open === undefined) return forgetTable();
    const { fileName, table, problems } = open;
    // Not with every letter: a large table is a megabyte to write down.
    const soon = setTimeout(() => {
      isKept.current = keepTable({ accountId, fileName, table, problems });
    }, 300);
    return () => clearTimeout(soon);
  }, [open, accountId]);
  useEffect(() => {
    const hasWork = open !== undefined && open.past.length > 0;
    const warn = (event: BeforeUnloadEvent) => {
      if (hasWork && !isKept.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [open]);
  const change = useCallback(
    (make: (table: EditedTable) => EditedTable) =>
      setOpen((now) => {
        if (now === undefined) return now;
        const table = make(now.table);
        return table === now.table ? now : { ...now, table, past: [...now.past.slice(-undoneMax), now.table] };
      }),
    [],
  );
  const undo = useCallback(
    () => setOpen((now) => (now?.past.length ? { ...now, table: now.past.at(-1)!, past: now.past.slice(0, -1) } : now)),
    [],
  );
  const begin = useCallback((fileName: string, table: EditedTable, problems: readonly Fault[]) => {
    setOpen({ fileName, table, problems, past: [] });
  }, []);
  const checked = useCallback((problems: readonly Fault[]) => setOpen((now) => now && { ...now, problems }), []);
  const close = useCallback(() => setOpen(undefined), []);
  return { open, begin, change, undo, checked, close };
}
