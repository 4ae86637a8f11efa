import { Button, Group, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AskedCorrection as Asked } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Facts } from '../shared/facts.tsx';
import { PageLink, PersonLink } from '../shared/links.tsx';
import { Question } from '../shared/question.tsx';
import { Section } from '../shared/section.tsx';

type Outcome = 'carried-out' | 'refused';

/** One of them: what is, what should be, where it is corrected, and the answer. */
export function AskedCorrection({ correction }: { readonly correction: Asked }) {
  const { wording, language } = useLanguage();
  const { corrections: words, ownData } = wording;
  const { field, personId, name, address, present, wanted, note, askedAt, state, answer, answeredBy, answeredAt } = correction;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  return (
    <Section title={`${name}: ${ownData.fields[field]}`} lead={address}>
      <Facts
        rows={[
          [words.present, present],
          [words.wanted, wanted],
          [words.note, note],
          [words.askedAt, momentText(askedAt, language)],
        ]}
      />
      {state === 'open' ? (
        <>
          {field === 'name' ? (
            <PageLink to="/requests/new">{words.toRename}</PageLink>
          ) : (
            field !== 'birth-date' && <PersonLink id={personId}>{words.toPerson}</PersonLink>
          )}
          <Group>
            <Button onClick={() => setOutcome('carried-out')}>{field === 'birth-date' ? words.changeBirthDate : words.carriedOut}</Button>
            <Button variant="default" onClick={() => setOutcome('refused')}>
              {words.refuse}
            </Button>
          </Group>
          {outcome !== null && <AnswerQuestion correction={correction} outcome={outcome} onClose={() => setOutcome(null)} />}
        </>
      ) : (
        <>
          <Text size="sm" fw={600}>
            {ownData.states[state]}
          </Text>
          {answer !== null && <Text size="sm">{ownData.answer(answer)}</Text>}
          {answeredBy !== null && answeredAt !== null && (
            <Text size="xs" c="dimmed">
              {words.answeredBy(answeredBy, momentText(answeredAt, language))}
            </Text>
          )}
        </>
      )}
    </Section>
  );
}

interface Answering {
  readonly correction: Asked;
  readonly outcome: Outcome;
  readonly onClose: () => void;
}

function AnswerQuestion({ correction: { id, name, field, wanted }, outcome, onClose }: Answering) {
  const { wording } = useLanguage();
  const { corrections: words } = wording;
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const isRefusal = outcome === 'refused';
  const isBirthDate = field === 'birth-date';
  const doneText = isBirthDate ? words.birthDateText(name, wanted) : words.carriedOutText(name);
  const doneTitle = isBirthDate ? words.changeBirthDate : words.carriedOut;
  const answer = useMutation({
    mutationFn: () => {
      const params = { path: { id }, header: { 'idempotency-key': crypto.randomUUID() } };
      const said = text.trim().replace(/\s+/g, ' ');
      return asked(POST('/api/v1/corrections/{id}/answer', { params, body: { outcome, ...(said === '' ? {} : { text: said }) } }));
    },
    onSuccess: () => {
      onClose();
      void queries.invalidateQueries({ queryKey: ['corrections'] });
    },
  });
  return (
    <Question
      isAsked
      title={isRefusal ? words.refuse : doneTitle}
      text={isRefusal ? words.refuseText(name) : doneText}
      answer={isRefusal ? words.refuse : doneTitle}
      isBusy={answer.isPending}
      error={answer.error}
      onYes={() => answer.mutate()}
      onNo={onClose}
    >
      <Textarea
        label={isRefusal ? words.textNeeded : words.text}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        required={isRefusal}
        maxLength={500}
        autosize
        data-autofocus
      />
    </Question>
  );
}
