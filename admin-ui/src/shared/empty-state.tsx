import { Stack, Text, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly icon: ReactNode;
  readonly title: string;
  readonly help?: string;
  readonly children?: ReactNode;
}

/** Where there is nothing to show: what that means, and what to do next. */
export function EmptyState({ icon, title, help, children }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" color="gray" aria-hidden>
        {icon}
      </ThemeIcon>
      <Text fw={600}>{title}</Text>
      {help && (
        <Text size="sm" c="dimmed" maw={420}>
          {help}
        </Text>
      )}
      {children}
    </Stack>
  );
}
