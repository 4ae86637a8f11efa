import { Alert, Badge, Button, Checkbox, Group, Loader, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RequestCarriedOut, RequestInFull } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import type { RequestLine } from './line-fields.ts';
import { PassedSteps } from './passed-steps.tsx';
import { requestQuery } from './queries.ts';
import { LineStateBadge } from './request-badges.tsx';
import { LineOutcome, LineSummary } from './request-lines.tsx';
import classes from './requests.module.css';
import { useStep } from './use-step.ts';

/** What would be done, line by line; what is not to be done, and why; then what was. */
export function CarryOutPage() {
  const id = Number((useParams({ strict: false }) as { requestId: string }).requestId);
  const wording = useWording();
  const { data, error, isPending, refetch } = useQuery(requestQuery(id));
  const [done, setDone] = useState<RequestCarriedOut | null>(null);
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { requests: words } = wording;
  return (
    <Stack gap="sm">
      <PageLink to="/requests/$requestId" params={{ requestId: String(id) }}>
        {words.number(id)}
      </PageLink>
      <Page title={`${words.carryOut}: ${data.data.title}`} {...(done === null ? { lead: words.carryOutLead } : {})}>
        {done === null ? <ToDo request={data.data} tag={data.tag} onDone={setDone} /> : <Done done={done} />}
      </Page>
    </Stack>
  );
}

interface Props {
  readonly request: RequestInFull;
  readonly tag: string;
  readonly onDone: (done: RequestCarriedOut) => void;
}

function ToDo({ request, tag, onDone }: Props) {
  const wording = useWording();
  const { requests: words } = wording;
  const [left, setLeft] = useState<Readonly<Record<number, string>>>({});
  const [isPartly, setPartly] = useState(false);
  const numbers = Object.keys(left).map(Number);
  const refuse = numbers.map((number) => ({ number, reason: left[number]!.trim() }));
  // Looked at anew when lines are left out: what one does makes room for another. Reasons do not matter to that.
  const preview = useQuery({
    queryKey: ['request-previews', request.id, request.version, ...numbers],
    queryFn: () => {
      const body = { dryRun: true, partly: true, refuse: numbers.map((number) => ({ number, reason: words.leaveOut })) };
      return asked(POST('/api/v1/requests/{id}/carry-out', { params: { path: { id: request.id } }, body }));
    },
    placeholderData: (before) => before,
  });
  const { step, seen } = useStep(
    (body: { partly: boolean; refuse: { number: number; reason: string }[] }, header) =>
      asked(POST('/api/v1/requests/{id}/carry-out', { params: { path: { id: request.id }, header: { ...header } }, body })),
    { request, tag, onDone },
  );
  if (preview.isPending) return <Loader aria-label={wording.loading} />;
  if (preview.error) return <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  const { lines } = preview.data;
  const doable = lines.filter(({ number, state }) => state !== 'refused' && left[number] === undefined);
  const failing = lines.filter(({ number, state }) => state === 'refused' && left[number] === undefined);
  const lacksReason = refuse.some(({ reason }) => reason === '');
  const why =
    doable.length === 0
      ? words.doNone
      : lacksReason
        ? words.needsReason
        : failing.length > 0 && !isPartly
          ? words.someCannot(failing.length)
          : null;
  const leave = (number: number, reason: string | null) => {
    const { [number]: _before, ...others } = left;
    setLeft(reason === null ? others : { ...others, [number]: reason });
  };
  return (
    <>
      {step.error && <PassedSteps request={request} seen={seen} />}
      <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
        <Stack>
          <ul className={classes.list}>
            {lines.map((line) => (
              <li key={line.number} className={classes.row}>
                <LineSummary number={line.number} asked={line.asked as RequestLine} isStruck={left[line.number] !== undefined} />
                <div className={classes.aside}>
                  {left[line.number] === undefined && <WillBadge isDone={line.state !== 'refused'} />}
                  <Checkbox
                    size="xs"
                    label={words.leaveOut}
                    checked={left[line.number] !== undefined}
                    onChange={({ currentTarget }) => leave(line.number, currentTarget.checked ? '' : null)}
                  />
                </div>
                {left[line.number] === undefined ? (
                  <LineOutcome line={line} />
                ) : (
                  <TextInput
                    label={words.leaveOutReason}
                    required
                    value={left[line.number]!}
                    onChange={({ currentTarget }) => leave(line.number, currentTarget.value)}
                    maxLength={500}
                    style={{ gridColumn: '2 / -1' }}
                  />
                )}
              </li>
            ))}
          </ul>
          {failing.length > 0 && (
            <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
              <Stack gap="xs">
                <Text size="sm">{words.someCannot(failing.length)}</Text>
                <Checkbox label={words.partly} checked={isPartly} onChange={({ currentTarget }) => setPartly(currentTarget.checked)} />
              </Stack>
            </Alert>
          )}
          {step.error && <ErrorNotice error={step.error} />}
          <Group>
            <Button loading={step.isPending} disabled={why !== null} onClick={() => step.mutate({ partly: isPartly, refuse })}>
              {words.doIt(doable.length)}
            </Button>
            <PageLink to="/requests/$requestId" params={{ requestId: String(request.id) }}>
              {wording.cancel}
            </PageLink>
            {why !== null && why !== words.someCannot(failing.length) && (
              <Text size="sm" c="dimmed">
                {why}
              </Text>
            )}
          </Group>
        </Stack>
      </Paper>
    </>
  );
}

function WillBadge({ isDone }: { readonly isDone: boolean }) {
  const { requests: words } = useWording();
  return (
    <Badge
      size="sm"
      variant="light"
      color={isDone ? 'teal' : 'red'}
      leftSection={isDone ? <IconCheck size={12} aria-hidden /> : <IconX size={12} aria-hidden />}
      style={{ flexShrink: 0 }}
    >
      {isDone ? words.willDo : words.cannotDo}
    </Badge>
  );
}

function Done({ done }: { readonly done: RequestCarriedOut }) {
  const { requests: words } = useWording();
  const refused = done.lines.filter(({ state }) => state === 'refused').length;
  return (
    <Section title={words.results} lead={words.resultCount(done.lines.length - refused, refused)}>
      <ul className={classes.list}>
        {done.lines.map((line) => (
          <li key={line.number} className={classes.row}>
            <LineSummary number={line.number} asked={line.asked as RequestLine} />
            <div className={classes.aside}>
              <LineStateBadge state={line.state} />
            </div>
            <LineOutcome line={line} />
          </li>
        ))}
      </ul>
      <PageLink to="/requests/$requestId" params={{ requestId: String(done.id) }}>
        {words.backToRequest}
      </PageLink>
    </Section>
  );
}
