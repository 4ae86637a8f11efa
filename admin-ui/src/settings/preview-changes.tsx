import { Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Setting, SettingDifferences } from '../api/api-contract.ts';
import { asked, PUT, Refused } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { type SettingValue, valueText } from './setting-value.ts';

export type AskedChange = { readonly changes: { key: string; value: SettingValue }[] } | { readonly restore: string };

interface Props {
  readonly asked: AskedChange;
  readonly differences: SettingDifferences['differences'];
  readonly settings: readonly Setting[];
  /** Of the file that was looked at. */
  readonly tag: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What was and what will be, before anything is written. */
export function PreviewChanges({ asked: change, differences, settings, tag, onDone, onClose }: Props) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [reason, setReason] = useState('');
  const key = useRef(crypto.randomUUID() as string);
  const writing = useMutation({
    mutationFn: () => {
      const header = { 'idempotency-key': key.current, 'if-match': tag };
      const body = { ...change, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      return withProof(() => asked(PUT('/api/v1/settings', { params: { header }, body })));
    },
    onSuccess: () => {
      notifications.show({ color: 'teal', message: words.done, closeButtonProps: { 'aria-label': wording.close } });
      void queries.invalidateQueries({ queryKey: ['settings'] });
      onDone();
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return;
      key.current = crypto.randomUUID();
      if (error.problem.status === 412) void queries.invalidateQueries({ queryKey: ['settings'] });
    },
  });
  const say = (value: SettingValue, of: string) => {
    const setting = settings.find((one) => one.key === of);
    return setting === undefined ? String(value) : valueText(value, setting, wording, language);
  };
  return (
    <Modal opened onClose={onClose} title={words.previewTitle} size="lg" centered closeButtonProps={{ 'aria-label': wording.close }}>
      <Stack gap="md">
        <Table.ScrollContainer minWidth={420}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.setting}</Table.Th>
                <Table.Th>{words.before}</Table.Th>
                <Table.Th>{words.after}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differences.map((one) => (
                <Table.Tr key={one.key}>
                  <Table.Td>{one.name[language]}</Table.Td>
                  <Table.Td>{say(one.before, one.key)}</Table.Td>
                  <Table.Td fw={600}>{say(one.after, one.key)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Text size="sm">{words.takesRestart}</Text>
        <Text size="sm" c="dimmed">
          {words.previewLead}
        </Text>
        <TextInput
          label={words.reason}
          description={words.reasonHelp}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          maxLength={200}
        />
        {writing.error && !(writing.error instanceof NotProved) && <ErrorNotice error={writing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {wording.back}
          </Button>
          <Button loading={writing.isPending} onClick={() => writing.mutate()}>
            {words.write}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
