import { Button, Group, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconStack2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Request } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { Question } from '../shared/question.tsx';

/** Several units' requests become one of the unit at which they wait. */
export function GatherButton({ selected, onDone }: { readonly selected: readonly Request[]; readonly onDone: () => void }) {
  const { requests: words } = useWording();
  const [isAsked, ask] = useState(false);
  const [title, setTitle] = useState('');
  const key = useRef('');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const gather = useMutation({
    mutationFn: () => {
      const requests = selected.map(({ id }) => id);
      const body = { requests, ...(title.trim() === '' ? {} : { title: title.trim() }) };
      return asked(POST('/api/v1/requests/gather', { body, params: { header: { 'idempotency-key': key.current } } }));
    },
    onSuccess: ({ id }) => {
      ask(false);
      onDone();
      notifications.show({ color: 'teal', message: words.stepDone });
      void queries.invalidateQueries({ queryKey: ['requests'] });
      void navigate({ to: '/requests/$requestId', params: { requestId: String(id) } });
    },
  });
  if (selected.length === 0) return null;
  const isOneUnit = new Set(selected.map(({ atUnitId }) => atUnitId)).size === 1;
  const open = () => {
    key.current = crypto.randomUUID();
    gather.reset();
    ask(true);
  };
  return (
    <Group>
      <Button disabled={!isOneUnit} onClick={open} leftSection={<IconStack2 size={16} aria-hidden />}>
        {words.gather(selected.length)}
      </Button>
      {!isOneUnit && (
        <Text size="sm" c="dimmed">
          {words.gatherOneUnit}
        </Text>
      )}
      <Question
        isAsked={isAsked}
        title={words.gatherTitle}
        text={words.gatherHelp}
        answer={words.gather(selected.length)}
        isBusy={gather.isPending}
        error={gather.error}
        onYes={() => gather.mutate()}
        onNo={() => ask(false)}
      >
        <TextInput
          label={words.name}
          description={words.nameHelp}
          value={title}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          maxLength={200}
        />
      </Question>
    </Group>
  );
}
