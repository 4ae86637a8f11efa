import { Alert, Button, Group, List, Paper, SimpleGrid, Stack, Stepper, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { RequestPreview } from '../api/api-contract.ts';
import { asked, POST, Refused } from '../api/client.ts';
import { unitsQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { type EditedLine, type LineRemark, newLine, remarksOf } from './edited-lines.ts';
import { fieldsOf, type LineColumn, lineOf, missingColumns } from './line-fields.ts';
import { LineFile } from './line-file.tsx';
import { LinesEditor } from './lines-editor.tsx';
import { unitsToAskFor } from './officer.ts';
import { LineSummary } from './request-lines.tsx';
import classes from './requests.module.css';

/** A list: written or read from a file, checked, looked at, sent. Nothing is sent before it was checked. */
export function NewRequestPage() {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const { data: session } = useQuery(sessionQuery);
  const { data: units } = useQuery(unitsQuery);
  const own = session && units ? unitsToAskFor(session, units) : undefined;
  if (own === undefined) return null;
  if (own.length === 0)
    return (
      <Page title={words.make}>
        <EmptyState icon={<IconAlertTriangle size={24} />} title={words.askForNone} />
      </Page>
    );
  return <NewRequest own={own} />;
}

function NewRequest({ own }: { readonly own: NonNullable<ReturnType<typeof unitsToAskFor>> }) {
  const { wording, language } = useLanguage();
  const { requests: words } = wording;
  const [unitId, setUnitId] = useState(own.length === 1 ? own[0]?.id : undefined);
  const [title, setTitle] = useState('');
  const [lines, setLines] = useState<readonly EditedLine[]>([]);
  const [isTried, setTried] = useState(false);
  const [isSeen, setSeen] = useState(false);
  const key = useRef('');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const withProof = useWithProof();
  const send = (dryRun: boolean) => {
    const body = {
      unit: unitId ?? 0,
      ...(title.trim() === '' ? {} : { title: title.trim() }),
      lines: lines.map((line) => lineOf(line.fields)),
    };
    return asked(POST('/api/v1/requests', { body: { ...body, dryRun }, params: { header: { 'idempotency-key': key.current } } }));
  };
  const check = useMutation({
    mutationFn: () => send(true) as Promise<RequestPreview>,
    onMutate: () => {
      key.current = crypto.randomUUID();
    },
    onSuccess: ({ problems }) => setSeen(problems.length === 0),
  });
  const submit = useMutation({
    mutationFn: () => withProof(() => send(false)),
    onSuccess: (made) => {
      if (!('id' in made)) return;
      notifications.show({ color: 'teal', message: words.made(made.id) });
      void queries.invalidateQueries({ queryKey: ['requests'] });
      void navigate({ to: '/requests/$requestId', params: { requestId: String(made.id) } });
    },
    onError: (error) => setSeen(!(error instanceof Refused && (error.problem.problems ?? []).length > 0)),
  });
  const change = (next: readonly EditedLine[]) => {
    setLines(next);
    submit.reset();
  };
  const look = () => {
    setTried(true);
    const isWhole = unitId !== undefined && lines.length > 0 && lines.every(({ fields }) => missingColumns(fields).length === 0);
    if (isWhole) check.mutate();
  };
  const at = (found: RequestPreview['problems']): readonly LineRemark[] =>
    found.flatMap((one) => {
      const line = lines[one.line - 1];
      return line === undefined ? [] : [{ key: line.key, column: one.column as LineColumn | null, text: one[language] }];
    });
  const refusal = [submit.error, check.error].find((error) => error instanceof Refused);
  const refused = refusal instanceof Refused ? remarksOf(refusal.problem, (line) => lines[line - 1]) : [];
  const problems = [...at(check.data?.problems ?? []), ...refused];
  return (
    <Stack gap="sm">
      <PageLink to="/requests">{words.title}</PageLink>
      <Page title={words.make} lead={words.newLead}>
        <Stepper active={isSeen ? 1 : 0} size="sm" iconSize={28} maw={720} allowNextStepsSelect={false}>
          <Stepper.Step label={words.steps3.list} />
          <Stepper.Step label={words.steps3.look} />
          <Stepper.Step label={words.steps3.done} />
        </Stepper>
        <Paper withBorder p={{ base: 'md', sm: 'lg' }}>
          {isSeen && check.data ? (
            <Stack>
              <Checked preview={check.data} lines={lines} />
              {submit.error && <ErrorNotice error={submit.error} />}
              <Group>
                <Button variant="default" onClick={() => setSeen(false)}>
                  {words.correctIt}
                </Button>
                <Button loading={submit.isPending} onClick={() => submit.mutate()}>
                  {words.submit}
                </Button>
              </Group>
            </Stack>
          ) : (
            <Stack>
              <SimpleGrid cols={{ base: 1, sm: 2 }} maw={760}>
                <UnitSelect
                  label={words.askFor}
                  among={own}
                  required
                  value={unitId}
                  onChange={setUnitId}
                  error={isTried && unitId === undefined ? words.missing : null}
                  inputWrapperOrder={['label', 'input', 'description', 'error']}
                />
                <TextInput
                  label={words.name}
                  description={words.nameHelp}
                  inputWrapperOrder={['label', 'input', 'description', 'error']}
                  value={title}
                  onChange={({ currentTarget }) => setTitle(currentTarget.value)}
                  maxLength={200}
                />
              </SimpleGrid>
              <LineFile unitId={unitId} onLines={(read) => change([...lines, ...read.map((line) => newLine(fieldsOf(line)))])} />
              <LinesEditor lines={lines} onChange={change} unitId={unitId} problems={problems} isTried={isTried} />
              {problems.length > 0 && <Alert color="red">{words.checkFailed(problems.length)}</Alert>}
              {refusal && refused.length === 0 && <ErrorNotice error={refusal} />}
              {check.error && !(check.error instanceof Refused) && <ErrorNotice error={check.error} />}
              <Group>
                <Button onClick={look} loading={check.isPending} disabled={lines.length === 0}>
                  {problems.length > 0 ? words.look2 : words.look}
                </Button>
                <PageLink to="/requests">{wording.cancel}</PageLink>
              </Group>
            </Stack>
          )}
        </Paper>
      </Page>
    </Stack>
  );
}

/** What each line will come to, in plain words. */
function Checked({ preview, lines }: { readonly preview: RequestPreview; readonly lines: readonly EditedLine[] }) {
  const { language, wording } = useLanguage();
  const { requests: words } = wording;
  return (
    <>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <IconCircleCheck size={20} aria-hidden color="var(--mantine-color-teal-6)" />
        <Text size="sm">{words.checked}</Text>
      </Group>
      <ul className={classes.list}>
        {preview.lines.map(({ number, summary }) => (
          <li key={number} className={classes.row}>
            <LineSummary number={number} asked={lineOf(lines[number - 1]!.fields)} />
            <div className={classes.main} style={{ gridColumn: '2 / -1' }}>
              <List size="sm" c="dimmed">
                {summary.map((sentence) => (
                  <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
                ))}
              </List>
              {preview.remarks
                .filter(({ line }) => line === number)
                .map((remark) => (
                  <Alert key={remark.vi} color="yellow" p="xs" mt={4}>
                    {words.remark}: {remark[language]}
                  </Alert>
                ))}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
