import { Alert, Stack, Text } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import type { RequestInFull } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { StepText } from './request-history.tsx';

/** What others did since somebody opened the request, for who was told that it has changed. */
export function PassedSteps({ request, seen }: { readonly request: RequestInFull; readonly seen: number }) {
  const { requests: words, requestSteps } = useWording();
  const passed = request.history.filter(({ version }) => version > seen);
  if (passed.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconRefreshAlert aria-hidden />} title={words.hasChanged} role="alert">
      <Stack gap="xs">
        <Text size="sm">{words.hasChangedHelp}</Text>
        {passed.map((step) => (
          <div key={step.version}>
            <Text size="sm" fw={600}>
              {requestSteps[step.step] ?? step.step}
            </Text>
            <StepText step={step} />
          </div>
        ))}
      </Stack>
    </Alert>
  );
}
