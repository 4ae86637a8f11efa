import { Button, Group, Text, Textarea, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { PossibleStep, RequestInFull } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Question } from '../shared/question.tsx';
import { PassedSteps } from './passed-steps.tsx';
import { requestStepsQuery } from './queries.ts';
import { type StepHeaders, useStep } from './use-step.ts';

type PlainStep = 'return' | 'endorse' | 'refuse' | 'withdraw';
const needsReason: ReadonlySet<string> = new Set(['return', 'refuse']);
/** In the order in which they stand; gathering is done in the list, where there are several. */
const shown = ['endorse', 'carry-out', 'correct', 'return', 'refuse', 'withdraw'] as const;

interface Props {
  readonly request: RequestInFull;
  readonly tag: string;
}

/** What whoever looks may do now; what they may not only because it is their own says so. */
export function RequestSteps({ request, tag }: Props) {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const { data, error } = useQuery(requestStepsQuery(request.id));
  const [asking, ask] = useState<PlainStep | null>(null);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  const steps = shown.flatMap((name) => data.items.find(({ step }) => step === name) ?? []);
  return (
    <>
      {steps.length === 0 && (
        <Text size="sm" c="dimmed">
          {request.settledAt === null ? words.notMine : words.settled}
        </Text>
      )}
      <Group gap="xs">
        {steps.map((step) => (
          <StepButton key={step.step} step={step} requestId={request.id} onAsk={ask} />
        ))}
      </Group>
      {/* Stays open where others were faster and the step is none any more: it says so, and what was typed is not lost. */}
      {asking && <AskedStep name={asking} request={request} tag={tag} onClose={() => ask(null)} />}
    </>
  );
}

const lookOf: Readonly<Record<string, { readonly variant?: string; readonly color?: string }>> = {
  endorse: {},
  'carry-out': {},
  refuse: { variant: 'subtle', color: 'red' },
  withdraw: { variant: 'subtle', color: 'red' },
};

interface ButtonProps {
  readonly step: PossibleStep;
  readonly requestId: number;
  readonly onAsk: (step: PlainStep) => void;
}

function StepButton({ step, requestId, onAsk }: ButtonProps) {
  const { wording, language } = useLanguage();
  const text = wording.requests.steps[step.step];
  const look = lookOf[step.step] ?? { variant: 'default' };
  if (step.because !== null)
    return (
      <Tooltip label={step.because[language]} multiline maw={320}>
        <Button {...look} data-disabled aria-disabled onClick={(event) => event.preventDefault()} title={step.because[language]}>
          {text}
        </Button>
      </Tooltip>
    );
  if (step.step === 'correct' || step.step === 'carry-out') {
    const to = step.step === 'correct' ? '/requests/$requestId/correct' : '/requests/$requestId/carry-out';
    return (
      <Button {...look} renderRoot={(props) => <Link to={to} params={{ requestId: String(requestId) }} {...props} />}>
        {text}
      </Button>
    );
  }
  return (
    <Button {...look} onClick={() => onAsk(step.step as PlainStep)}>
      {text}
    </Button>
  );
}

function take(name: PlainStep, id: number, reason: string, header: StepHeaders) {
  const params = { path: { id }, header: { ...header } };
  const why = reason.trim();
  const may = why === '' ? {} : { reason: why };
  if (name === 'return') return asked(POST('/api/v1/requests/{id}/return', { params, body: { reason: why } }));
  if (name === 'refuse') return asked(POST('/api/v1/requests/{id}/refuse', { params, body: { reason: why } }));
  if (name === 'endorse') return asked(POST('/api/v1/requests/{id}/endorse', { params, body: may }));
  return asked(POST('/api/v1/requests/{id}/withdraw', { params, body: may }));
}

function AskedStep({ name, request, tag, onClose }: Props & { readonly name: PlainStep; readonly onClose: () => void }) {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { step, seen } = useStep((why: string, header) => take(name, request.id, why, header), {
    request,
    tag,
    onDone: () => {
      onClose();
      notifications.show({ color: 'teal', message: words.stepDone });
    },
  });
  const answer = () => {
    const lacks = needsReason.has(name) && reason.trim() === '';
    setMissing(lacks);
    if (!lacks) step.mutate(reason);
  };
  return (
    <Question
      isAsked
      title={words.steps[name]}
      text={words.asks[name]}
      answer={words.steps[name]}
      color={name === 'refuse' || name === 'withdraw' ? 'red' : 'son'}
      isBusy={step.isPending}
      error={step.error}
      onYes={answer}
      onNo={onClose}
    >
      {step.error && <PassedSteps request={request} seen={seen} />}
      <Textarea
        label={words.reason}
        description={needsReason.has(name) ? words.reasonNeeded : words.reasonOptional}
        required={needsReason.has(name)}
        error={isMissing ? words.missing : null}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        maxLength={500}
        autosize
        minRows={2}
        data-autofocus
      />
    </Question>
  );
}
