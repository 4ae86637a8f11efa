import { Button, Group, List, Loader, Paper, Stack, Stepper, Text } from '@mantine/core';
import { IconCircleCheck, IconPrinter } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { BegunPlan, MadePlan, PlanPreview } from '../api/api-contract.ts';
import { dayText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { MinutesButton } from './minutes-button.tsx';
import { PlanProgress, progressQuery } from './plan-progress.tsx';

interface Props {
  readonly title: string;
  readonly lead: string;
  /** What the plan is told. */
  readonly form: ReactNode;
  /** '' for today. */
  readonly effectiveOn: string;
  /** Why it cannot be looked at yet; undefined: it can. */
  readonly notReady?: string | undefined;
  /** Everything is told where it begins: it is looked at first. */
  readonly looksAtOnce?: boolean;
  readonly send: (dryRun: boolean, idempotencyKey: string) => Promise<PlanPreview | MadePlan | BegunPlan>;
  readonly picture: (preview: PlanPreview) => ReactNode;
  /** Where one goes without doing it, and where after. */
  readonly wayOut: ReactNode;
  readonly wayOn: ReactNode;
}

/** A change of the directory: told, looked at, carried out. Nothing is done before it was seen. */
export function PlanWizard({ title, lead, form, effectiveOn, notReady, looksAtOnce = false, send, picture, wayOut, wayOn }: Props) {
  const { wording } = useLanguage();
  const { events: words } = wording;
  const [step, setStep] = useState(0);
  const key = useRef(crypto.randomUUID());
  const withProof = useWithProof();
  const queries = useQueryClient();
  const preview = useMutation({
    mutationFn: () => send(true, crypto.randomUUID()),
    onSuccess: () => {
      key.current = crypto.randomUUID(); // another preview may lead to another plan
      carryOut.reset();
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
  const isFirst = useRef(looksAtOnce);
  useEffect(() => {
    if (!isFirst.current) return;
    isFirst.current = false;
    preview.mutate();
  });
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    preview.mutate();
  };
  const seen = preview.data && 'problems' in preview.data ? preview.data : undefined;
  const made = carryOut.data && 'id' in carryOut.data ? carryOut.data : undefined;
  const back = step === 1 ? { onStepClick: (at: number) => at === 0 && setStep(0) } : {};
  return (
    <Page title={title} lead={lead}>
      <Stepper active={step} size="sm" iconSize={28} maw={720} {...back} allowNextStepsSelect={false}>
        <Stepper.Step label={words.steps.tell} />
        <Stepper.Step label={words.steps.look} />
        <Stepper.Step label={words.steps.done} />
      </Stepper>
      {step === 0 && (
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          <form onSubmit={submit}>
            <Stack>
              {form}
              {preview.error && <ErrorNotice error={preview.error} />}
              <Group>
                <Button type="submit" loading={preview.isPending} disabled={notReady !== undefined}>
                  {words.look}
                </Button>
                {wayOut}
                {notReady !== undefined && (
                  <Text size="sm" c="dimmed">
                    {notReady}
                  </Text>
                )}
              </Group>
            </Stack>
          </form>
        </Paper>
      )}
      {step === 1 && seen && (
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          <Stack>
            {picture(seen)}
            {carryOut.error && !(carryOut.error instanceof NotProved) && <ErrorNotice error={carryOut.error} />}
            <Group>
              <Button variant="default" onClick={() => setStep(0)}>
                {words.correct}
              </Button>
              <Button loading={carryOut.isPending} disabled={seen.problems.length > 0} onClick={() => carryOut.mutate()}>
                {effectiveOn === '' ? words.doNow : words.doOn(dayText(effectiveOn))}
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
      {step === 2 && (made ? <Done made={made} wayOn={wayOn} /> : <Loader aria-label={wording.loading} />)}
    </Page>
  );
}

function Done({ made, wayOn }: { readonly made: MadePlan | BegunPlan; readonly wayOn: ReactNode }) {
  const { language, wording } = useLanguage();
  const { events: words } = wording;
  const { data: progress } = useQuery({ ...progressQuery(made.id), enabled: made.state === 'under-way' });
  const isDone = made.state === 'carried-out' || progress?.state === 'carried-out';
  if (made.state === 'under-way' && !isDone)
    return (
      <Section title={made.title[language]}>
        <PlanProgress planId={made.id} />
        <Group>
          <PageLink to="/plans/$planId" params={{ planId: String(made.id) }}>
            {words.planNumber(made.id)}
          </PageLink>
        </Group>
      </Section>
    );
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
        {isDone && made.kind === 'person' && <MinutesButton planId={made.id} />}
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          {wording.me.print}
        </Button>
        {wayOn}
      </Group>
    </Section>
  );
}
