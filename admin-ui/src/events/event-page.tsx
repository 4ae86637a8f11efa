import { Button, Group, List, Loader, Paper, Stack, Stepper, Text } from '@mantine/core';
import { IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { MadePlan, PersonInFull } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { dayText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink, PersonLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { type EventFields, emptyFields, type PersonEvent, requestOf } from './event.ts';
import { EventForm } from './event-form.tsx';
import { PlanPicture } from './plan-picture.tsx';

interface Props {
  readonly event: PersonEvent;
  /** undefined: somebody new. */
  readonly person?: PersonInFull;
}

/** An event in somebody's service: told, looked at, carried out. Nothing is done before it was seen. */
export function EventPage({ event, person }: Props) {
  const { wording } = useLanguage();
  const { events: words } = wording;
  const [fields, setFields] = useState<EventFields>(emptyFields);
  const [step, setStep] = useState(0);
  const key = useRef(crypto.randomUUID());
  const withProof = useWithProof();
  const queries = useQueryClient();
  const body = () => ({
    request: requestOf(event, person?.address ?? null, fields),
    ...(fields.effectiveOn === '' ? {} : { effectiveOn: fields.effectiveOn }),
  });
  const send = (dryRun: boolean, idempotencyKey: string) =>
    asked(POST('/api/v1/people/plans', { body: { ...body(), dryRun }, params: { header: { 'idempotency-key': idempotencyKey } } }));
  const preview = useMutation({
    mutationFn: () => send(true, crypto.randomUUID()),
    onSuccess: () => {
      key.current = crypto.randomUUID(); // another preview may lead to another plan
      setStep(1);
    },
  });
  const carryOut = useMutation({
    mutationFn: () => withProof(() => send(false, key.current)),
    onSuccess: () => {
      setStep(2);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    preview.mutate();
  };
  const seen = preview.data && 'problems' in preview.data ? preview.data : undefined;
  const made = carryOut.data && 'id' in carryOut.data ? carryOut.data : undefined;
  const title = person === undefined ? words.titles.new : `${words.titles[event]}: ${person.name}`;
  return (
    <Page title={title} lead={words.leads[person === undefined ? 'new' : event]}>
      <Stepper
        active={step}
        size="sm"
        iconSize={28}
        maw={720}
        {...(step === 1 ? { onStepClick: (at: number) => at === 0 && setStep(0) } : {})}
        allowNextStepsSelect={false}
      >
        <Stepper.Step label={words.steps.tell} />
        <Stepper.Step label={words.steps.look} />
        <Stepper.Step label={words.steps.done} />
      </Stepper>
      {step === 0 && (
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          <form onSubmit={submit}>
            <Stack>
              <EventForm
                event={event}
                isNew={person === undefined}
                fields={fields}
                onChange={(change) => setFields({ ...fields, ...change })}
              />
              {preview.error && <ErrorNotice error={preview.error} />}
              <Group>
                <Button type="submit" loading={preview.isPending}>
                  {words.look}
                </Button>
                {person ? <PersonLink id={person.id}>{wording.cancel}</PersonLink> : <PageLink to="/people">{wording.cancel}</PageLink>}
              </Group>
            </Stack>
          </form>
        </Paper>
      )}
      {step === 1 && seen && (
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          <Stack>
            <PlanPicture preview={seen} person={person} />
            {carryOut.error && <ErrorNotice error={carryOut.error} />}
            <Group>
              <Button variant="default" onClick={() => setStep(0)}>
                {words.correct}
              </Button>
              <Button loading={carryOut.isPending} disabled={seen.problems.length > 0} onClick={() => carryOut.mutate()}>
                {fields.effectiveOn === '' ? words.doNow : words.doOn(dayText(fields.effectiveOn))}
              </Button>
              {seen.problems.length > 0 && (
                <Text size="sm" c="dimmed">
                  {words.whyNot}
                </Text>
              )}
            </Group>
          </Stack>
        </Paper>
      )}
      {step === 2 && (made ? <Done made={made} person={person} /> : <Loader aria-label={wording.loading} />)}
    </Page>
  );
}

function Done({ made, person }: { readonly made: MadePlan; readonly person: PersonInFull | undefined }) {
  const { language, wording } = useLanguage();
  const { events: words } = wording;
  const isDone = made.state === 'carried-out';
  return (
    <Section title={made.title[language]}>
      <EmptyState
        icon={<IconCircleCheck size={28} />}
        title={isDone ? words.isDone : words.isKept(dayText(made.effectiveOn))}
        help={words.planNumber(made.id)}
      />
      <List size="sm">
        {made.summary.map((sentence) => (
          <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
        ))}
      </List>
      <Group>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {wording.me.print}
        </Button>
        {person ? <PersonLink id={person.id}>{words.toPerson}</PersonLink> : <PageLink to="/people">{wording.people.title}</PageLink>}
      </Group>
    </Section>
  );
}
