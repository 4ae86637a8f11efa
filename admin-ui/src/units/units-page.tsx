import { Box, Loader, Paper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { UnitTree } from './unit-tree.tsx';
import classes from './units-page.module.css';

/** The tree on one side and a unit on the other; on a phone one after the other. */
export function UnitsPage() {
  const wording = useWording();
  const { unitId } = useParams({ strict: false }) as { unitId?: string };
  const { data, error, isPending, refetch } = useQuery(unitsQuery);
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const move = (unit: number, under: number) => void navigate({ to: '/reorganise', search: { unit, act: 'move', under } });
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const showsTree = !isNarrow || unitId === undefined;
  const showsUnit = !isNarrow || unitId !== undefined;
  return (
    <div className={classes.split}>
      {showsTree && (
        <Paper component="nav" withBorder p="sm" className={classes.tree} aria-label={wording.units.title}>
          {isPending && <Loader aria-label={wording.loading} />}
          {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
          {data && (
            <UnitTree
              units={data}
              selected={unitId === undefined ? undefined : Number(unitId)}
              onMove={session?.acts.includes('plan.make') ? move : undefined}
            />
          )}
        </Paper>
      )}
      {showsUnit && (
        <Box className={classes.unit}>
          <Outlet />
        </Box>
      )}
    </div>
  );
}
