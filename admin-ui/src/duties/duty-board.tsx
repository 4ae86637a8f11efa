import { Table, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowsSort, IconSortAscending } from '@tabler/icons-react';
import type { UnitDuties } from '../api/api-contract.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { PageLink } from '../shared/links.tsx';
import classes from './duties.module.css';
import type { DutyPeriod } from './duty-period.ts';
import type { DutyOrder } from './duty-share.ts';
import { ShareCell } from './share-cell.tsx';

interface Props {
  readonly rows: readonly UnitDuties[];
  /** The one whose sum the first row is. */
  readonly here: number | undefined;
  readonly order: DutyOrder;
  readonly period: DutyPeriod;
  readonly onOrder: (order: DutyOrder) => void;
}

/** Units side by side, each with those below it; a unit's name leads to those. */
export function DutyBoard({ rows, here, order, period, onOrder }: Props) {
  const { wording, language } = useLanguage();
  const { duties: words } = wording;
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing="xs" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <SortHeading of="name" label={words.unit} order={order} onOrder={onOrder} />
            <SortHeading of="mailbox" label={words.mailbox} order={order} onOrder={onOrder} />
            <SortHeading of="head" label={words.head} order={order} onOrder={onOrder} />
            <SortHeading of="people" label={words.people} order={order} onOrder={onOrder} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ unitId, name, all }) => (
            <Table.Tr key={unitId}>
              <Table.Th scope="row" fw={unitId === here ? 600 : 400}>
                {unitId === here ? (
                  <Text size="sm" fw={600}>
                    {name}
                  </Text>
                ) : (
                  <PageLink to="/duties" search={{ period, unit: unitId, ...(order === 'name' ? {} : { order }) }}>
                    {name}
                  </PageLink>
                )}
              </Table.Th>
              <Table.Td>
                <ShareCell count={all.mailbox} label={words.mailbox} />
              </Table.Td>
              <Table.Td>
                <ShareCell count={all.head} label={words.head} />
              </Table.Td>
              <Table.Td>
                <ShareCell count={all.people} label={words.people} />
                {all.people.count > 0 && (
                  <Text size="xs" c="dimmed">
                    {words.peopleCount(numberText(all.people.count, language))}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function SortHeading({ of, label, order, onOrder }: Pick<Props, 'order' | 'onOrder'> & { readonly of: DutyOrder; readonly label: string }) {
  const { duties: words } = useWording();
  const isSorted = order === of;
  const help = of === 'name' ? words.sortByRank : words.sortBy(label.toLowerCase());
  const Icon = isSorted ? IconSortAscending : IconArrowsSort;
  return (
    <Table.Th aria-sort={isSorted && of !== 'name' ? 'ascending' : 'none'}>
      <Tooltip label={help}>
        <UnstyledButton className={classes.sort} onClick={() => onOrder(of)} aria-label={`${label}. ${help}`}>
          {label}
          <Icon size={14} aria-hidden opacity={isSorted ? 1 : 0.5} />
        </UnstyledButton>
      </Tooltip>
    </Table.Th>
  );
}
