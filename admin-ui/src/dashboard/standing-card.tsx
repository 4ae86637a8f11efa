import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleOff, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import type { Standing } from './standing.ts';

const looks = {
  well: ['teal', IconCheck],
  watch: ['yellow', IconAlertTriangle],
  fails: ['red', IconX],
  off: ['gray', IconCircleOff],
} as const satisfies Record<Standing, readonly [string, typeof IconX]>;

interface CardProps {
  readonly title: ReactNode;
  readonly standing?: Standing;
  readonly children: ReactNode;
}

/** One thing that stands well or not: said in a word, and not by its colour alone. */
export function StandingCard({ title, standing, children }: CardProps) {
  const { wording } = useLanguage();
  const [colour, Icon] = looks[standing ?? 'well'];
  return (
    <Paper withBorder p="sm">
      <Stack gap={4}>
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <Text size="sm" fw={600} component="div">
            {title}
          </Text>
          {standing && (
            <Badge size="sm" variant="light" color={colour} leftSection={<Icon size={12} aria-hidden />} style={{ flexShrink: 0 }}>
              {wording.dashboard.standings[standing]}
            </Badge>
          )}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}

export const Told = ({ children }: { readonly children: ReactNode }) => (
  <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
    {children}
  </Text>
);
