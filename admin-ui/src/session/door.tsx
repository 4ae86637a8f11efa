import { Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useWording } from '../i18n/language.tsx';
import { AppearanceMenu } from '../shell/appearance-menu.tsx';
import { Logo } from '../shell/logo.tsx';

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** The pages before one is in: one card in the middle. */
export function Door({ title, lead, children }: Props) {
  const { product } = useWording();
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <Center mih="100dvh" p="md" component="main">
      <Box w="100%" maw={420}>
        <Group justify="space-between" mb="md">
          <Logo size={36} />
          <AppearanceMenu />
        </Group>
        <Paper withBorder p={{ base: 'lg', sm: 'xl' }} shadow="sm">
          <Stack gap="md">
            <Box>
              <Title order={1} size="h3">
                {title}
              </Title>
              {lead && (
                <Text size="sm" c="dimmed" mt={4}>
                  {lead}
                </Text>
              )}
            </Box>
            {children}
          </Stack>
        </Paper>
      </Box>
    </Center>
  );
}
