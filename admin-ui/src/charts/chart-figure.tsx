import { Skeleton, Table, Text } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { useWording } from '../i18n/language.tsx';
import classes from './charts.module.css';

interface Props {
  readonly title: string;
  /** What the picture says, in a sentence: for those who do not see it, and above it for all others. */
  readonly summary: string;
  /** The same figures: the first column names what the others are of. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly height: number;
  /** A chart, fetched when it is shown. */
  readonly children: ReactNode;
}

/** A chart with what it says in words, and its figures as a table for who reads these better. The picture itself says nothing to a screen reader. */
export function ChartFigure({ title, summary, head, rows, height, children }: Props) {
  const { charts: words } = useWording();
  return (
    <figure className={classes.figure} aria-label={title}>
      <figcaption>
        <Text span fw={600} size="sm">
          {title}
        </Text>
        <Text span size="sm" c="dimmed" display="block">
          {summary}
        </Text>
      </figcaption>
      <div aria-hidden style={{ minHeight: height }}>
        <Suspense fallback={<Skeleton height={height} />}>{children}</Suspense>
      </div>
      <details>
        <summary className={classes.summary}>{words.asTable}</summary>
        <Table verticalSpacing={4} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              {head.map((name, column) => (
                <Table.Th key={name} ta={column === 0 ? undefined : 'right'}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(([name, ...figures]) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" fw={400}>
                  {name}
                </Table.Th>
                {figures.map((figure, column) => (
                  <Table.Td key={head[column + 1]} ta="right">
                    {figure}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </figure>
  );
}
