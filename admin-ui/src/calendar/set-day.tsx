import { Button, Group, Paper, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { DayField } from '../shared/day-field.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';

const empty = { day: '', isWorking: false, name: '' };

export function SetDay() {
  const { calendar: words } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [fields, setFields] = useState(empty);
  const { day, isWorking, name } = fields;
  const set = useMutation({
    mutationFn: () => {
      const params = { header: { 'idempotency-key': crypto.randomUUID() } };
      return withProof(() => asked(POST('/api/v1/calendar', { params, body: { day, set: { isWorking, name: name.trim() } } })));
    },
    onSuccess: () => {
      setFields(empty);
      notifications.show({ color: 'teal', message: words.done });
      void queries.invalidateQueries({ queryKey: ['calendar'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set.mutate();
  };
  return (
    <Paper withBorder p="md" maw={860}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group align="flex-end" gap="sm">
            <DayField
              label={words.day}
              required
              value={day}
              onChange={({ currentTarget }) => setFields({ ...fields, day: currentTarget.value })}
            />
            <Select
              label={words.what}
              data={[
                { value: 'off', label: words.off },
                { value: 'worked', label: words.worked },
              ]}
              value={isWorking ? 'worked' : 'off'}
              onChange={(value) => setFields({ ...fields, isWorking: value === 'worked' })}
              allowDeselect={false}
              w={150}
            />
            <TextInput
              label={words.name}
              placeholder={words.nameExample}
              required
              maxLength={100}
              value={name}
              onChange={({ currentTarget }) => setFields({ ...fields, name: currentTarget.value })}
              flex="1 1 16rem"
            />
            <Button type="submit" loading={set.isPending}>
              {words.set}
            </Button>
          </Group>
          {set.error && !(set.error instanceof NotProved) && <ErrorNotice error={set.error} />}
        </Stack>
      </form>
    </Paper>
  );
}
