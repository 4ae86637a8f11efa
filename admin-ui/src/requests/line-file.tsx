import { Alert, Anchor, Button, FileButton, Group, Stack, Table, Text } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import type { FiledLines } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { base64 } from '../shared/base64.ts';
import { ErrorNotice } from '../shared/error-notice.tsx';
import type { RequestLine } from './line-fields.ts';
import classes from './requests.module.css';

/** In Base64 it must fit into a request (directory/api/limits.ts). */
const fileOctetsMax = 550_000;

interface Props {
  readonly unitId: number | undefined;
  readonly onLines: (lines: readonly RequestLine[]) => void;
}

/** A list dropped in or chosen. The server reads it, whatever its encoding; nothing is kept there. */
export function LineFile({ unitId, onLines }: Props) {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  const [isOver, setOver] = useState(false);
  const read = useMutation({
    mutationFn: async (file: File): Promise<FiledLines & { readonly name: string }> => {
      if (file.size > fileOctetsMax) throw new Error(words.fileTooLarge);
      const body = { unit: unitId ?? 0, file: base64(new Uint8Array(await file.arrayBuffer())) };
      return { ...(await asked(POST('/api/v1/requests/read-file', { body }))), name: file.name };
    },
    onSuccess: ({ lines }) => onLines(lines.map(({ line }) => line)),
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && unitId !== undefined) read.mutate(file);
  };
  return (
    <Stack gap="xs">
      <section
        aria-label={words.file}
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Group justify="space-between" gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {words.file}
            </Text>
            <Text size="sm" c="dimmed">
              {unitId === undefined ? words.fileNeedsUnit : words.fileHelp}
            </Text>
          </div>
          <Group gap="sm">
            <Anchor size="sm" href="/api/v1/requests/template" download>
              <Group gap={4} component="span" wrap="nowrap">
                <IconDownload size={16} aria-hidden /> {words.template}
              </Group>
            </Anchor>
            <FileButton
              accept=".xlsx,.csv,.txt,.tsv"
              onChange={(file) => file && read.mutate(file)}
              key={read.submittedAt /* so that the same file, corrected, can be chosen again */}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  loading={read.isPending}
                  disabled={unitId === undefined}
                  leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
                >
                  {words.chooseFile}
                </Button>
              )}
            </FileButton>
          </Group>
        </Group>
      </section>
      {read.error && <ErrorNotice error={read.error} />}
      {read.data && <ReadFile read={read.data} />}
    </Stack>
  );
}

function ReadFile({ read: { name, lines, problems } }: { readonly read: FiledLines & { readonly name: string } }) {
  const { language, wording } = useLanguage();
  const { requests: words } = wording;
  if (problems.length === 0)
    return (
      <Alert color="teal" p="xs" role="status">
        {words.fileRead(name, lines.length)}
      </Alert>
    );
  return (
    <Alert color="red" title={words.fileProblems(name, problems.length)} role="alert">
      <Table.ScrollContainer minWidth={280} maxHeight={360}>
        <Table verticalSpacing={4} aria-label={words.wrong}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.row}</Table.Th>
              <Table.Th>{words.column}</Table.Th>
              <Table.Th>{words.wrong}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {problems.map((problem) => (
              <Table.Tr key={`${problem.row}${problem.column}${problem.vi}`}>
                <Table.Td>{problem.row ?? '–'}</Table.Td>
                <Table.Td>{problem.column ?? '–'}</Table.Td>
                <Table.Td>{problem[language]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Alert>
  );
}
