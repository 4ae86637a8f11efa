import { Button, Checkbox, Group, Modal, SegmentedControl, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Announcement } from '../api/api-contract.ts';
import { asked, POST, PUT, Refused } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { localOf, momentOf } from '../outages/outage-span.ts';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { DayField } from '../shared/day-field.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { Banner } from './banner.tsx';

const kinds = ['maintenance', 'info', 'urgent'] as const;
const titleCharactersMax = 120;
const bodyCharactersMax = 2000;

type Fields = ReturnType<typeof fieldsOf>;

function fieldsOf(present: Announcement | null) {
  const tomorrow = new Date(Date.now() + 86_400_000);
  return {
    kind: present?.kind ?? ('maintenance' as (typeof kinds)[number]),
    title: present?.title ?? '',
    body: present?.body ?? '',
    inEnglish: present?.titleEn != null,
    titleEn: present?.titleEn ?? '',
    bodyEn: present?.bodyEn ?? '',
    begins: localOf(present === null ? new Date() : new Date(present.beginsAt)),
    ends: localOf(present === null ? tomorrow : new Date(present.endsAt)),
    ofUnit: present?.unitId != null,
    unitId: present?.unitId ?? undefined,
    isPublic: present?.isPublic ?? false,
  };
}

interface Props {
  /** null: a new one. */
  readonly present: Announcement | null;
  readonly onDone: (id: number) => void;
  readonly onClose: () => void;
}

/** Writes one, or corrects one that has not begun; what it will look like stands below. */
export function AnnouncementForm({ present, onDone, onClose }: Props) {
  const wording = useWording();
  const { announcements: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [fields, setFields] = useState(() => fieldsOf(present));
  const [isTried, setTried] = useState(false);
  const key = useRef(crypto.randomUUID() as string);
  const set = (changed: Partial<Fields>) => setFields((before) => ({ ...before, ...changed }));
  const wrong = faultsOf(fields, words);
  const writing = useMutation({
    mutationFn: () => {
      const header = { 'idempotency-key': key.current };
      const body = bodyOf(fields);
      return withProof(() =>
        present === null
          ? asked(POST('/api/v1/announcements', { params: { header }, body }))
          : asked(PUT('/api/v1/announcements/{id}', { params: { header, path: { id: present.id } }, body })),
      );
    },
    onSuccess: ({ id }) => {
      notifications.show({ color: 'teal', message: words.done, closeButtonProps: { 'aria-label': wording.close } });
      void queries.invalidateQueries({ queryKey: ['announcements'] });
      onDone(id);
    },
    onError: (error) => {
      if (error instanceof Refused) key.current = crypto.randomUUID();
    },
  });
  const submit = () => {
    setTried(true);
    if (Object.values(wrong).every((fault) => fault === null)) writing.mutate();
  };
  const fault = (name: keyof typeof wrong) => (isTried ? wrong[name] : null);
  const mayBePublic = fields.kind === 'maintenance' && !fields.ofUnit;
  return (
    <Modal
      opened
      onClose={onClose}
      title={present === null ? words.add : words.correct}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': wording.close }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label={words.kind}
          data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          value={fields.kind}
          onChange={(kind) => set({ kind: kind as Fields['kind'] })}
        />
        <TextInput
          label={words.heading}
          required
          maxLength={titleCharactersMax}
          value={fields.title}
          onChange={({ currentTarget }) => set({ title: currentTarget.value })}
          error={fault('title')}
          data-autofocus
        />
        <Textarea
          label={words.body}
          description={words.bodyHelp}
          required
          autosize
          minRows={3}
          maxRows={10}
          maxLength={bodyCharactersMax}
          value={fields.body}
          onChange={({ currentTarget }) => set({ body: currentTarget.value })}
          error={fault('body')}
        />
        <Checkbox
          label={words.withEnglish}
          checked={fields.inEnglish}
          onChange={({ currentTarget }) => set({ inEnglish: currentTarget.checked })}
        />
        {fields.inEnglish && (
          <>
            <TextInput
              label={words.headingEn}
              required
              maxLength={titleCharactersMax}
              value={fields.titleEn}
              onChange={({ currentTarget }) => set({ titleEn: currentTarget.value })}
              error={fault('titleEn')}
            />
            <Textarea
              label={words.bodyEn}
              required
              autosize
              minRows={3}
              maxRows={10}
              maxLength={bodyCharactersMax}
              value={fields.bodyEn}
              onChange={({ currentTarget }) => set({ bodyEn: currentTarget.value })}
              error={fault('bodyEn')}
            />
          </>
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <DayField
            withTime
            label={words.begins}
            description={words.vietnamTime}
            required
            value={fields.begins}
            onChange={({ currentTarget }) => set({ begins: currentTarget.value })}
            error={fault('begins')}
          />
          <DayField
            withTime
            label={words.ends}
            description={words.vietnamTime}
            required
            value={fields.ends}
            onChange={({ currentTarget }) => set({ ends: currentTarget.value })}
            error={fault('ends')}
          />
        </SimpleGrid>
        <SegmentedControl
          aria-label={words.for}
          data={[
            { value: 'all', label: words.everybody },
            { value: 'unit', label: words.unit },
          ]}
          value={fields.ofUnit ? 'unit' : 'all'}
          onChange={(value) => set({ ofUnit: value === 'unit' })}
        />
        {fields.ofUnit && (
          <UnitSelect
            label={words.whichUnit}
            description={words.whichUnitHelp}
            required
            value={fields.unitId}
            onChange={(unitId) => set({ unitId })}
            error={fault('unitId')}
          />
        )}
        {mayBePublic && (
          <Checkbox
            label={words.isPublic}
            description={words.isPublicHelp}
            checked={fields.isPublic}
            onChange={({ currentTarget }) => set({ isPublic: currentTarget.checked })}
          />
        )}
        {fields.title.trim() !== '' && wrong.begins === null && wrong.ends === null && (
          <Stack gap={4}>
            <Text size="sm" fw={600}>
              {words.preview}
            </Text>
            <Banner announcement={bodyOf(fields)} isPreview />
          </Stack>
        )}
        {writing.error && !(writing.error instanceof NotProved) && <ErrorNotice error={writing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {wording.cancel}
          </Button>
          <Button loading={writing.isPending} onClick={submit}>
            {present === null ? words.add : wording.save}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function faultsOf(
  { title, body, inEnglish, titleEn, bodyEn, begins, ends, ofUnit, unitId }: Fields,
  words: { missing: string; endsFirst: string },
) {
  const missing = (isMissing: boolean) => (isMissing ? words.missing : null);
  return {
    title: missing(title.trim() === ''),
    body: missing(body.trim() === ''),
    titleEn: missing(inEnglish && titleEn.trim() === ''),
    bodyEn: missing(inEnglish && bodyEn.trim() === ''),
    begins: missing(begins === ''),
    ends: ends === '' ? words.missing : begins !== '' && ends <= begins ? words.endsFirst : null,
    unitId: missing(ofUnit && unitId === undefined),
  };
}

function bodyOf({ kind, title, body, inEnglish, titleEn, bodyEn, begins, ends, ofUnit, unitId, isPublic }: Fields) {
  return {
    ...{ kind, title: title.trim(), body: body.trim() },
    ...{ titleEn: inEnglish ? titleEn.trim() : null, bodyEn: inEnglish ? bodyEn.trim() : null },
    ...{ beginsAt: momentOf(begins), endsAt: momentOf(ends) },
    ...{ unitId: ofUnit ? (unitId ?? null) : null, isPublic: isPublic && kind === 'maintenance' && !ofUnit },
  };
}
