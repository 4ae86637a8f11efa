import { Anchor, Button, Checkbox, FileInput, Group, List, Loader, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChecklist, IconDownload, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { BatchPreview } from '../api/api-contract.ts';
import { sessionQuery } from '../api/session.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { DayField } from '../shared/day-field.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Batches } from './batches.tsx';
import { csvOf, type EditedTable, editedTable } from './edited-table.ts';
import { FaultyTable } from './faulty-table.tsx';
import { type Encoding, isPreview, sendTable, type TableOptions } from './send-table.ts';
import { TableFaults } from './table-faults.tsx';
import { type OpenTable, useEditedTable } from './use-edited-table.ts';

const encodings = ['tcvn3', 'vni', 'windows-1258'] as const;

/** A table of people: chosen, checked as a whole, put right where it has faults, looked at, carried out. */
export function BulkPage() {
  const { data: session } = useQuery(sessionQuery);
  return session ? <TableOfPeople accountId={session.accountId} /> : null;
}

function TableOfPeople({ accountId }: { readonly accountId: number }) {
  const { wording } = useLanguage();
  const { bulk: words } = wording;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [file, setFile] = useState<File | null>(null);
  const [options, setOptions] = useState<TableOptions>({ encoding: undefined, effectiveOn: '', quiet: false });
  const edited = useEditedTable(accountId);
  const key = useRef(crypto.randomUUID());
  const check = useMutation({
    mutationFn: ({ table }: { table: File; isMended: boolean }) => sendTable(table, options, { dryRun: true, key: crypto.randomUUID() }),
    onSuccess: (answer, { table, isMended }) => {
      key.current = crypto.randomUUID();
      if (!isPreview(answer)) return;
      if (isMended) edited.checked(answer.problems);
      else if (answer.table) edited.begin(table.name, editedTable(answer.table), answer.problems);
      else edited.close();
    },
  });
  const apply = useMutation({
    mutationFn: (table: File) => withProof(() => sendTable(table, options, { dryRun: false, key: key.current })),
    onSuccess: (made) => {
      edited.close();
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      if (!isPreview(made)) void navigate({ to: '/bulk/$batchId', params: { batchId: String(made.id) } });
    },
  });
  const forget = () => {
    check.reset();
    apply.reset();
  };
  const change = (next: Partial<TableOptions>) => {
    setOptions({ ...options, ...next });
    forget();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.reset();
    if (file) check.mutate({ table: file, isMended: false });
  };
  const mend = (make: (table: EditedTable) => EditedTable) => {
    forget();
    edited.change(make);
  };
  const checkAgain = () => {
    if (edited.open === undefined) return;
    apply.reset();
    const { table, fileName } = edited.open;
    // What is written here is Unicode, whatever the file was.
    setOptions({ ...options, encoding: undefined });
    check.mutate({ table: new File([csvOf(table)], fileName), isMended: true });
  };
  const preview = check.data && isPreview(check.data) ? check.data : undefined;
  const isClean = preview?.problems.length === 0;
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Anchor href="/api/v1/bulk/template" download size="sm" title={words.templateHelp}>
          <Group gap={6}>
            <IconDownload size={16} aria-hidden />
            {words.template}
          </Group>
        </Anchor>
      }
    >
      <Section title={words.file} lead={words.templateHelp}>
        <form onSubmit={submit}>
          <Stack maw={760}>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <FileInput
                label={words.file}
                placeholder={words.filePlaceholder}
                accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
                value={file}
                onChange={(chosen) => {
                  setFile(chosen);
                  forget();
                  edited.close();
                }}
                clearable
                clearButtonProps={{ 'aria-label': words.clearFile }}
                required
              />
              <Select
                label={words.encoding}
                data={[
                  { value: '', label: words.encodings.auto },
                  ...encodings.map((value) => ({ value: value as string, label: words.encodings[value] })),
                ]}
                value={options.encoding ?? ''}
                onChange={(value) => change({ encoding: value === '' || value === null ? undefined : (value as Encoding) })}
                allowDeselect={false}
              />
              <DayField
                label={words.effectiveOn}
                description={words.effectiveOnHelp}
                value={options.effectiveOn}
                onChange={({ currentTarget }) => change({ effectiveOn: currentTarget.value })}
              />
            </SimpleGrid>
            <Checkbox
              label={words.quiet}
              checked={options.quiet}
              onChange={({ currentTarget }) => change({ quiet: currentTarget.checked })}
            />
            {check.error && <ErrorNotice error={check.error} />}
            <Group>
              <Button type="submit" loading={check.isPending} disabled={file === null}>
                {words.check}
              </Button>
              {check.isPending && (
                <Text size="sm" c="dimmed" aria-live="polite">
                  {words.checking}
                </Text>
              )}
            </Group>
          </Stack>
        </form>
      </Section>
      {edited.open && !isClean && (
        <FaultyTable
          open={edited.open}
          onChange={mend}
          onUndo={() => {
            forget();
            edited.undo();
          }}
        >
          {file === null && (
            <Text size="sm" c="dimmed">
              {words.keptFrom(edited.open.fileName)}
            </Text>
          )}
          <Group>
            <Button onClick={checkAgain} loading={check.isPending} leftSection={<IconChecklist size={16} aria-hidden />}>
              {words.checkAgain}
            </Button>
            <Button variant="subtle" color="gray" onClick={edited.close}>
              {words.closeTable}
            </Button>
          </Group>
        </FaultyTable>
      )}
      {preview && !edited.open && preview.problems.length > 0 && <TableFaults problems={preview.problems} />}
      {preview && isClean && (
        <WillDo preview={preview} mended={edited.open}>
          {apply.error && <ErrorNotice error={apply.error} />}
          <Group>
            <Button
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={apply.isPending}
              onClick={() => check.variables && apply.mutate(check.variables.table)}
            >
              {words.apply}
            </Button>
            {apply.isPending && <Loader size="xs" aria-label={words.applying} />}
          </Group>
        </WillDo>
      )}
      <Batches />
    </Page>
  );
}

interface WillDoProps {
  readonly preview: BatchPreview;
  readonly mended: OpenTable | undefined;
  readonly children: React.ReactNode;
}

function WillDo({ preview, mended, children }: WillDoProps) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  return (
    <Section title={words.willDo}>
      <List size="sm" spacing={4}>
        {preview.summary.map((sentence) => (
          <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
        ))}
      </List>
      {mended && mended.table.changed.length > 0 && <Text size="sm">{words.mended(mended.table.changed.length)}</Text>}
      {preview.remarks.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {words.remarks}
          </Text>
          <List size="sm" spacing={4}>
            {preview.remarks.slice(0, 200).map((remark) => (
              <List.Item key={remark.vi}>{remark[language]}</List.Item>
            ))}
          </List>
        </>
      )}
      {children}
    </Section>
  );
}
