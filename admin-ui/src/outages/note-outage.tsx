import { Button, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asked, POST, Refused } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { DayField } from '../shared/day-field.tsx';
import { Question } from '../shared/question.tsx';
import { localOf, momentOf } from './outage-span.ts';

/** Done once for its key; a new one each time the question is asked, and after each refusal. */
function useNoting<Input>(act: (input: Input, key: string) => Promise<unknown>, onDone: () => void) {
  const { outages: words } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const key = useRef('');
  const noting = useMutation({
    mutationFn: (input: Input) => withProof(() => act(input, key.current)),
    onSuccess: () => {
      onDone();
      notifications.show({ color: 'teal', message: words.done });
      void queries.invalidateQueries({ queryKey: ['outages'] });
    },
    onError: (error) => {
      // What is typed after a refusal is another act; what was cut off may have been done.
      if (error instanceof Refused) key.current = crypto.randomUUID();
    },
  });
  const begin = () => {
    key.current = crypto.randomUUID();
    noting.reset();
  };
  return { noting, begin };
}

const now = () => localOf(new Date());

/** What the program cannot see by itself, or what is planned. */
export function NoteOutage() {
  const { outages: words } = useWording();
  const [isAsked, ask] = useState(false);
  const [kind, setKind] = useState<'planned' | 'unplanned'>('unplanned');
  const [begins, setBegins] = useState(now);
  const [ends, setEnds] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const { noting, begin } = useNoting(
    (_: undefined, key) => {
      const body = { kind, beginsAt: momentOf(begins), endsAt: ends === '' ? null : momentOf(ends), note: note.trim() };
      return asked(POST('/api/v1/outages', { body, params: { header: { 'idempotency-key': key } } }));
    },
    () => {
      ask(false);
      setNote('');
      setEnds('');
      setTried(false);
    },
  );
  const lacksEnd = kind === 'planned' && ends === '';
  const open = () => {
    begin();
    ask(true);
  };
  const answer = () => {
    setTried(true);
    if (begins !== '' && note.trim() !== '' && !lacksEnd) noting.mutate(undefined);
  };
  return (
    <>
      <Button onClick={open} leftSection={<IconPlus size={16} aria-hidden />}>
        {words.add}
      </Button>
      <Question
        isAsked={isAsked}
        title={words.add}
        text={words.addLead}
        answer={words.add}
        isBusy={noting.isPending}
        error={noting.error}
        onYes={answer}
        onNo={() => ask(false)}
      >
        <Stack gap="sm">
          <SegmentedControl
            aria-label={words.kind}
            data={(['unplanned', 'planned'] as const).map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            onChange={(chosen) => setKind(chosen as 'planned' | 'unplanned')}
          />
          <DayField
            withTime
            label={words.begins}
            description={words.vietnamTime}
            required
            value={begins}
            onChange={({ currentTarget }) => setBegins(currentTarget.value)}
            error={isTried && begins === '' ? words.missing : null}
          />
          <DayField
            withTime
            label={words.ends}
            description={kind === 'planned' ? words.vietnamTime : words.endsEmpty}
            required={kind === 'planned'}
            value={ends}
            onChange={({ currentTarget }) => setEnds(currentTarget.value)}
            error={isTried && lacksEnd ? words.endsNeeded : null}
          />
          <TextInput
            label={words.note}
            description={words.noteHelp}
            required
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
            maxLength={500}
            error={isTried && note.trim() === '' ? words.missing : null}
          />
        </Stack>
      </Question>
    </>
  );
}

/** Ends the one that goes on. */
export function EndOutage() {
  const { outages: words } = useWording();
  const [isAsked, ask] = useState(false);
  const [ends, setEnds] = useState(now);
  const { noting, begin } = useNoting(
    (endsAt: string, key) => asked(POST('/api/v1/outages/end', { body: { endsAt }, params: { header: { 'idempotency-key': key } } })),
    () => ask(false),
  );
  const open = () => {
    begin();
    setEnds(now());
    ask(true);
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        {words.end}
      </Button>
      <Question
        isAsked={isAsked}
        title={words.end}
        text={words.endLead}
        answer={words.end}
        isBusy={noting.isPending}
        error={noting.error}
        onYes={() => ends !== '' && noting.mutate(momentOf(ends))}
        onNo={() => ask(false)}
      >
        <DayField
          withTime
          label={words.ends}
          description={words.vietnamTime}
          required
          value={ends}
          onChange={({ currentTarget }) => setEnds(currentTarget.value)}
          error={ends === '' ? words.missing : null}
        />
      </Question>
    </>
  );
}
