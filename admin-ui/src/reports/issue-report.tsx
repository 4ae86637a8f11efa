import { Alert, Button, Group, Modal, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { ReportDraft } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { DayField } from '../shared/day-field.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';

interface Props {
  readonly period: string;
  readonly unit: number | undefined;
  readonly draft: ReportDraft;
  readonly onClose: () => void;
}

/** A number, a day, who signs and who gets it: then the report stays as it is. */
export function IssueReport({ period, unit, draft, onClose }: Props) {
  const wording = useWording();
  const { reports: words } = wording;
  const { letterhead, figures } = draft;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const key = useRef(crypto.randomUUID());
  const [fields, setFields] = useState({
    number: '',
    issuedOn: '',
    signerTitle: letterhead.signerTitle,
    signer: letterhead.signer ?? '',
    recipients: letterhead.recipients.join('\n'),
  });
  const issue = useMutation({
    mutationFn: () => {
      const recipients = fields.recipients.split('\n').flatMap((line) => line.trim() || []);
      const body = {
        ...{ period, number: fields.number.trim(), recipients },
        ...(unit === undefined ? {} : { unitId: unit }),
        ...(fields.issuedOn === '' ? {} : { issuedOn: fields.issuedOn }),
        ...(fields.signerTitle.trim() === '' ? {} : { signerTitle: fields.signerTitle.trim() }),
        ...(fields.signer.trim() === '' ? {} : { signer: fields.signer.trim() }),
      };
      return withProof(() => asked(POST('/api/v1/reports', { params: { header: { 'idempotency-key': key.current } }, body })));
    },
    onSuccess: () => {
      notifications.show({ color: 'teal', message: words.issuedNow });
      void queries.invalidateQueries({ queryKey: ['reports'] });
      onClose();
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    issue.mutate();
  };
  const text = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => setFields({ ...fields, [name]: currentTarget.value }),
  });
  return (
    <Modal opened onClose={onClose} title={words.issue} size="lg" closeButtonProps={{ 'aria-label': wording.close }}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{words.issueLead}</Text>
          {figures.asOf < figures.period.to && (
            <Alert color="yellow">{words.notOver(dayText(figures.period.to), dayText(figures.asOf.slice(0, 10)))}</Alert>
          )}
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput label={words.number} description={words.numberHelp} required data-autofocus {...text('number')} />
            <DayField label={words.issuedOn} description={words.issuedOnHelp} {...text('issuedOn')} />
            <TextInput label={words.signerTitle} {...text('signerTitle')} />
            <TextInput label={words.signer} {...text('signer')} />
          </SimpleGrid>
          <Textarea label={words.recipients} description={words.recipientsHelp} autosize minRows={3} {...text('recipients')} />
          {issue.error && !(issue.error instanceof NotProved) && <ErrorNotice error={issue.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {wording.cancel}
            </Button>
            <Button type="submit" loading={issue.isPending}>
              {words.issue}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
