import { Alert, Button, Group, Loader, Paper, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { RequestInFull } from '../api/api-contract.ts';
import { asked, POST, Refused } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { changesOf, editedLines, type LineChange, remarksOf } from './edited-lines.ts';
import { missingColumns } from './line-fields.ts';
import { LinesEditor } from './lines-editor.tsx';
import { PassedSteps } from './passed-steps.tsx';
import { requestQuery } from './queries.ts';
import { useStep } from './use-step.ts';

export function CorrectRequestPage() {
  const id = Number((useParams({ strict: false }) as { requestId: string }).requestId);
  const wording = useWording();
  const { data, error, isPending, refetch } = useQuery(requestQuery(id));
  if (isPending) return <Loader aria-label={wording.loading} />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return <CorrectRequest request={data.data} tag={data.tag} />;
}

/** All changes of a list at once: one that came back is submitted again by them. */
function CorrectRequest({ request, tag }: { readonly request: RequestInFull; readonly tag: string }) {
  const wording = useWording();
  const { requests: words } = wording;
  const [before] = useState(() => editedLines(request.lines));
  const [lines, setLines] = useState(before);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const navigate = useNavigate();
  const params = { requestId: String(request.id) };
  const { step, seen } = useStep(
    (changes: readonly LineChange[], header) => {
      const body = { changes: [...changes], ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      return asked(POST('/api/v1/requests/{id}/correct', { params: { path: { id: request.id }, header: { ...header } }, body }));
    },
    {
      request,
      tag,
      onDone: () => {
        notifications.show({ color: 'teal', message: words.stepDone });
        void navigate({ to: '/requests/$requestId', params });
      },
    },
  );
  const isReturned = request.state === 'returned';
  const changes = changesOf(before, lines);
  const nothing = changes.length === 0 && !(isReturned && reason.trim() !== '');
  const added = lines.filter(({ number }) => number === null);
  const problems =
    step.error instanceof Refused
      ? remarksOf(step.error.problem, (line) => lines.find(({ number }) => number === line) ?? added[line - 1 - before.length])
      : [];
  const save = () => {
    setTried(true);
    if (lines.every(({ fields, isStruck }) => isStruck || missingColumns(fields).length === 0)) step.mutate(changes);
  };
  return (
    <Stack gap="sm">
      <PageLink to="/requests/$requestId" params={params}>
        {words.number(request.id)}
      </PageLink>
      <Page title={`${words.steps.correct}: ${request.title}`} lead={isReturned ? words.correctReturned : words.correctLead}>
        {step.error && <PassedSteps request={request} seen={seen} />}
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          <Stack>
            <LinesEditor lines={lines} onChange={setLines} unitId={request.unitId} problems={problems} isTried={isTried} />
            <Textarea
              label={words.reason}
              description={words.reasonOptional}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
              maxLength={500}
              autosize
              minRows={2}
              maw={760}
            />
            {problems.length > 0 && <Alert color="red">{words.checkFailed(problems.length)}</Alert>}
            {step.error && problems.length === 0 && <ErrorNotice error={step.error} />}
            <Group>
              <Button onClick={save} loading={step.isPending} disabled={nothing}>
                {isReturned ? words.resubmit : words.saveCorrection}
              </Button>
              <PageLink to="/requests/$requestId" params={params}>
                {wording.cancel}
              </PageLink>
              {nothing && (
                <Text size="sm" c="dimmed">
                  {isReturned ? words.nothingChangedReason : words.nothingChanged}
                </Text>
              )}
            </Group>
          </Stack>
        </Paper>
      </Page>
    </Stack>
  );
}
