import { Badge, Button, Group, Loader, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Correction } from '../api/api-contract.ts';
import { asked, DELETE, POST } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import classes from '../shared/list.module.css';
import { ownCorrectionsQuery } from './queries.ts';

type Field = Correction['field'];
const fields = ['name', 'birth-date', 'post', 'address', 'other'] as const satisfies readonly Field[];

/** What one says is wrong, and what became of it. */
export function Corrections() {
  const { wording } = useLanguage();
  const { ownData: words } = wording;
  const { data, error, isPending, refetch } = useQuery(ownCorrectionsQuery);
  return (
    <Stack>
      <AskForm />
      {isPending && <Loader size="sm" role="status" aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      {data && data.items.length > 0 && (
        <ul className={classes.list}>
          {data.items.map((one) => (
            <Asked key={one.id} correction={one} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

function AskForm() {
  const { wording } = useLanguage();
  const { ownData: words } = wording;
  const queries = useQueryClient();
  const [field, setField] = useState<Field>('name');
  const [wanted, setWanted] = useState('');
  const [note, setNote] = useState('');
  const ask = useMutation({
    mutationFn: () => {
      const why = note.trim() === '' ? {} : { note: note.trim().replace(/\s+/g, ' ') };
      return asked(POST('/api/v1/me/corrections', { body: { field, wanted: wanted.trim(), ...why } }));
    },
    onSuccess: () => {
      setWanted('');
      setNote('');
      notifications.show({ color: 'teal', message: words.sent });
      void queries.invalidateQueries({ queryKey: ownCorrectionsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={520}>
        <Select
          label={words.field}
          data={fields.map((one) => ({ value: one, label: words.fields[one] }))}
          value={field}
          onChange={(value) => setField(value as Field)}
          allowDeselect={false}
        />
        <TextInput
          label={words.wanted}
          placeholder={words.wantedExample[field]}
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
          required
          maxLength={300}
        />
        <Textarea
          label={words.note}
          placeholder={words.noteExample}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          autosize
          maxLength={500}
        />
        {ask.error && <ErrorNotice error={ask.error} />}
        <Group>
          <Button type="submit" loading={ask.isPending} disabled={wanted.trim() === ''}>
            {words.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const colours = { open: 'yellow', 'carried-out': 'teal', refused: 'red', withdrawn: 'gray' } as const;

function Asked({ correction }: { readonly correction: Correction }) {
  const { wording, language } = useLanguage();
  const { ownData: words } = wording;
  const queries = useQueryClient();
  const { id, field, present, wanted, state, answer, askedAt } = correction;
  const withdraw = useMutation({
    mutationFn: () => asked(DELETE('/api/v1/me/corrections/{id}', { params: { path: { id } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ownCorrectionsQuery.queryKey }),
  });
  return (
    <li className={classes.item}>
      <div>
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {`${words.fields[field]}: ${wanted}`}
          </Text>
          <Badge size="sm" variant="light" color={colours[state]}>
            {words.states[state]}
          </Badge>
        </Group>
        <Text size="xs" c="dimmed">
          {[...(present === '' ? [] : [words.now(present)]), words.askedAt(momentText(askedAt, language))].join(' · ')}
        </Text>
        {answer !== null && <Text size="sm">{words.answer(answer)}</Text>}
        {withdraw.error && <ErrorNotice error={withdraw.error} />}
      </div>
      {state === 'open' && (
        <Button size="xs" variant="subtle" flex="none" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {words.withdraw}
        </Button>
      )}
    </li>
  );
}
