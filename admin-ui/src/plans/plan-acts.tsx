import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PlanInFull } from '../api/api-contract.ts';
import { asked, POST, withoutWaiting } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { Question } from '../shared/question.tsx';

type Act = 'carry-out' | 'cancel' | 'remake';

/** What may be done with a plan that waits. `tag` is of the plan as it is shown: if it is another by then, nothing is done. */
export function PlanActs({ plan, tag }: { readonly plan: PlanInFull; readonly tag: string }) {
  const { plans: words } = useWording();
  const { data: session } = useQuery(sessionQuery);
  const withProof = useWithProof();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Act | null>(null);
  const act = useMutation({
    mutationFn: (what: Act) => {
      const params = { path: { id: plan.id }, header: { 'idempotency-key': crypto.randomUUID(), 'if-match': tag } };
      return withProof<{ id: number }>(() => {
        if (what === 'carry-out')
          return asked(POST('/api/v1/plans/{id}/carry-out', { params: { ...params, header: { ...params.header, ...withoutWaiting } } }));
        if (what === 'cancel') return asked(POST('/api/v1/plans/{id}/cancel', { params }));
        return asked(POST('/api/v1/plans/{id}/remake', { params }));
      });
    },
    onSuccess: ({ id }, what) => {
      setAsking(null);
      if (what !== 'carry-out') notifications.show({ color: 'teal', message: words.done });
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      void navigate({ to: '/plans/$planId', params: { planId: String(id) } });
    },
  });
  if (!session?.acts.includes('plan.carry-out'))
    return (
      <Text size="sm" c="dimmed">
        {words.cannot}
      </Text>
    );
  const ask = (what: Act) => {
    act.reset();
    setAsking(what);
  };
  const question = (what: Act, title: string, text: string, color = 'son') => (
    <Question
      isAsked={asking === what}
      title={title}
      text={text}
      answer={title}
      color={color}
      isBusy={act.isPending}
      error={act.error}
      onYes={() => act.mutate(what)}
      onNo={() => setAsking(null)}
    />
  );
  return (
    <Group gap="xs">
      <Button onClick={() => ask('carry-out')}>{words.carryOut}</Button>
      {plan.refusedBecause !== null && (
        <Button variant="default" onClick={() => ask('remake')}>
          {words.remake}
        </Button>
      )}
      <Button variant="subtle" color="red" onClick={() => ask('cancel')}>
        {words.cancelPlan}
      </Button>
      {question('carry-out', words.carryOut, words.carryOutQuestion)}
      {question('remake', words.remake, words.remakeHelp)}
      {question('cancel', words.cancelPlan, words.cancelQuestion, 'red')}
    </Group>
  );
}
