import { Anchor, Button, Checkbox, FileInput, Group, List, Loader, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import type { BatchPreview } from '../api/api-contract.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Batches } from './batches.tsx';
import { type Encoding, isPreview, sendTable, type TableOptions } from './send-table.ts';
import { TableFaults } from './table-faults.tsx';

const encodings = ['tcvn3', 'vni', 'windows-1258'] as const;

/** A table of people: chosen, checked as a whole, looked at, carried out. */
export function BulkPage() {
  const { wording } = useLanguage();
  const { bulk: words } = wording;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [file, setFile] = useState<File | null>(null);
  const [options, setOptions] = useState<TableOptions>({ encoding: undefined, effectiveOn: '', quiet: false });
  const key = useRef(crypto.randomUUID());
  const check = useMutation({
    mutationFn: (table: File) => sendTable(table, options, { dryRun: true, key: crypto.randomUUID() }),
    onSuccess: () => {
      key.current = crypto.randomUUID();
    },
  });
  const apply = useMutation({
    mutationFn: (table: File) => withProof(() => sendTable(table, options, { dryRun: false, key: key.current })),
    onSuccess: (made) => {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      if (!isPreview(made)) void navigate({ to: '/bulk/$batchId', params: { batchId: String(made.id) } });
    },
  });
  const change = (next: Partial<TableOptions>) => {
    setOptions({ ...options, ...next });
    check.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.reset();
    if (file) check.mutate(file);
  };
  const preview = check.data && isPreview(check.data) ? check.data : undefined;
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
                  check.reset();
                  apply.reset();
                }}
                clearable
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
              <TextInput
                type="date"
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
      {preview && (
        <Preview preview={preview}>
          {apply.error && <ErrorNotice error={apply.error} />}
          <Group>
            <Button
              leftSection={<IconUpload size={16} aria-hidden />}
              loading={apply.isPending}
              disabled={preview.problems.length > 0}
              onClick={() => file && apply.mutate(file)}
            >
              {words.apply}
            </Button>
            {apply.isPending && <Loader size="xs" aria-label={words.applying} />}
          </Group>
        </Preview>
      )}
      <Batches />
    </Page>
  );
}

function Preview({ preview, children }: { readonly preview: BatchPreview; readonly children: React.ReactNode }) {
  const { language, wording } = useLanguage();
  const { bulk: words } = wording;
  return (
    <>
      {preview.problems.length > 0 && <TableFaults problems={preview.problems} />}
      {preview.problems.length === 0 && (
        <Section title={words.willDo}>
          <List size="sm" spacing={4}>
            {preview.summary.map((sentence) => (
              <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
            ))}
          </List>
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
      )}
    </>
  );
}
