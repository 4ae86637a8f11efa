import { Breadcrumbs, Group, Loader, Select, Stack, Text } from '@mantine/core';
import { IconCalendarOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { UnitDuties } from '../api/api-contract.ts';
import { sessionQuery, type WebSession } from '../api/session.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { todayInVietnam } from '../requests/request-text.ts';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { DutyBoard } from './duty-board.tsx';
import { type DutyPeriod, type Span, spanOf } from './duty-period.ts';
import { dutyRoots } from './duty-reach.ts';
import { type DutyOrder, type DutySearch, sortedDuties } from './duty-share.ts';
import { MailboxDuties } from './mailbox-duties.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { dutiesQuery } from './queries.ts';

/** Who meets the duty to read: units side by side, those below one of them, and its mailboxes. */
export function DutiesPage() {
  const { data: session } = useQuery(sessionQuery);
  return session ? <Duties session={session} /> : null;
}

function Duties({ session }: { readonly session: WebSession }) {
  const wording = useWording();
  const { duties: words } = wording;
  const search = useSearch({ strict: false }) as DutySearch;
  const { period = 'this-month', unit, order = 'name' } = search;
  const navigate = useNavigate();
  const show = (change: DutySearch) => void navigate({ to: '/duties', search: { ...search, ...change } });
  const span = spanOf(period, todayInVietnam());
  const roots = dutyRoots(session);
  // Whoever sees some units begins with the first; which of them a unit below stands under is found by asking for it itself.
  const asked = roots === null ? undefined : (unit ?? roots[0]?.unitId);
  const { data, error, isPending, refetch } = useQuery({ ...dutiesQuery(span, asked), enabled: roots === null || asked !== undefined });
  return (
    <Page title={words.title} lead={words.lead} actions={<PeriodChoice period={period} onChange={(chosen) => show({ period: chosen })} />}>
      {roots !== null && roots.length > 1 && (
        <Select
          label={words.chooseUnit}
          data={roots.map(({ unitId, name }) => ({ value: String(unitId), label: name }))}
          value={roots.some(({ unitId }) => unitId === asked) ? String(asked) : null}
          onChange={(chosen) => chosen !== null && show({ unit: Number(chosen) })}
          allowDeselect={false}
          maw={420}
        />
      )}
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Loader aria-label={wording.loading} />
      ) : (
        <Board
          units={data.items}
          at={unit ?? asked}
          span={span}
          order={order}
          period={period}
          seesAll={roots === null}
          onOrder={(chosen) => show({ order: chosen === 'name' ? undefined : chosen })}
        />
      )}
    </Page>
  );
}

interface BoardProps {
  readonly units: readonly UnitDuties[];
  readonly at: number | undefined;
  readonly span: Span;
  readonly order: DutyOrder;
  readonly period: DutyPeriod;
  /** Whether there is anything above what is shown. */
  readonly seesAll: boolean;
  readonly onOrder: (order: DutyOrder) => void;
}

function Board({ units, at, span, order, period, seesAll, onOrder }: BoardProps) {
  const { duties: words } = useWording();
  const known = new Set(units.map(({ unitId }) => unitId));
  const topmost = units.filter(({ parentId }) => parentId === null || !known.has(parentId));
  // Where all stand under one, the board begins with that one.
  const here = at === undefined ? (topmost.length === 1 ? topmost[0] : undefined) : units.find(({ unitId }) => unitId === at);
  if (at !== undefined && here === undefined) return <EmptyState icon={<IconCalendarOff size={24} />} title={words.notFound} />;
  const below = here === undefined ? topmost : units.filter(({ parentId }) => parentId === here.unitId);
  const isEmpty = units.every(({ all }) => all.mailbox.required + all.people.required + all.head.required === 0);
  return (
    <Stack>
      <Group gap="xs">
        {at !== undefined && <UnitPath units={units} here={here} period={period} seesAll={seesAll} />}
        <Text size="sm" c="dimmed">
          {words.span(dayText(span.from), dayText(span.to))}, {words.untilYesterday}
        </Text>
      </Group>
      {isEmpty ? (
        <EmptyState icon={<IconCalendarOff size={24} />} title={words.noDays} help={words.noDaysHelp} />
      ) : (
        <>
          {(here === undefined ? below : [here, ...below]).length > 0 && (
            <Section title={here?.name ?? words.allUnits} {...(below.length > 0 ? { lead: words.withBelow } : {})}>
              <DutyBoard
                rows={[...(here === undefined ? [] : [here]), ...sortedDuties(below, order)]}
                here={here?.unitId}
                order={order}
                period={period}
                onOrder={onOrder}
              />
            </Section>
          )}
          {here && <MailboxDuties unitId={here.unitId} span={span} period={period} />}
        </>
      )}
    </Stack>
  );
}

/** Where one is, and the way back up. */
function UnitPath({
  units,
  here,
  period,
  seesAll,
}: Pick<BoardProps, 'units' | 'period' | 'seesAll'> & { readonly here: UnitDuties | undefined }) {
  const { duties: words } = useWording();
  if (here === undefined) return null;
  const path: UnitDuties[] = [];
  for (let unit = units.find(({ unitId }) => unitId === here.parentId); unit !== undefined && !path.includes(unit); ) {
    path.unshift(unit);
    const { parentId } = unit;
    unit = units.find(({ unitId }) => unitId === parentId);
  }
  return (
    <Breadcrumbs separatorMargin={6}>
      {seesAll && path.length === 0 && (
        <PageLink to="/duties" search={{ period }}>
          {words.allUnits}
        </PageLink>
      )}
      {path.map(({ unitId, name }) => (
        <PageLink key={unitId} to="/duties" search={{ period, unit: unitId }}>
          {name}
        </PageLink>
      ))}
      <Text size="sm">{here.name}</Text>
    </Breadcrumbs>
  );
}
