import { Alert, Box, Progress, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { asked, GET } from '../api/client.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';

const lookEveryMs = 1_000;

/** How far the carrying out of a plan is: asked for again and again while it is under way. */
export const progressQuery = (id: number) =>
  queryOptions({
    queryKey: ['plan-progress', id],
    queryFn: ({ signal }) => asked(GET('/api/v1/plans/{id}/progress', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (goesOn(state.data?.state) ? lookEveryMs : false),
    staleTime: 0,
  });

const goesOn = (state: string | undefined) => state === 'under-way' || state === 'interrupted';

/** What is to be seen of a plan that is carried out: how far, or why it came to nothing. One may go away meanwhile and come back. */
export function PlanProgress({ planId }: { readonly planId: number }) {
  const { language, wording } = useLanguage();
  const { plans: words } = wording;
  const queries = useQueryClient();
  const { data } = useQuery(progressQuery(planId));
  const wasGoingOn = useRef(false);
  const state = data?.state;
  const isGoingOn = goesOn(state);
  useEffect(() => {
    // Also where it was over before anybody looked: whoever shows this has it as waiting still.
    if (!isGoingOn && (wasGoingOn.current || state === 'carried-out'))
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'plan-progress' });
    wasGoingOn.current = isGoingOn;
  }, [isGoingOn, state, queries]);
  if (data === undefined || data.state === 'planned' || data.state === 'carried-out' || data.state === 'cancelled') return null;
  if (data.state === 'interrupted')
    return (
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={words.interrupted}>
        {words.interruptedHelp}
      </Alert>
    );
  if (data.state !== 'under-way')
    return (
      <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={words.notDone} role="alert">
        {data.because?.[language]}
      </Alert>
    );
  const { step, done, total } = data;
  const text = `${words.steps[step ?? 'checking']}${total > 0 ? ` ${words.doneOf(numberText(done, language), numberText(total, language))}` : ''}`;
  return (
    <Box maw={560}>
      <Text size="sm" mb={6} aria-live="polite">
        {text}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section
          value={total > 0 ? (done / total) * 100 : 100}
          animated={total === 0}
          aria-label={words.progress}
          aria-valuetext={text}
        />
      </Progress.Root>
      <Text size="xs" c="dimmed" mt={6}>
        {words.mayLeave}
      </Text>
    </Box>
  );
}
