import { ActionIcon, Group, Paper, Select, SimpleGrid, Text, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { type ChangeDraft, type UnitChangeKind, type UnitKind, unitChanges } from './unit-change.ts';

interface Props {
  readonly number: number;
  readonly draft: ChangeDraft;
  readonly onChange: (change: Partial<ChangeDraft>) => void;
  readonly onRemove: (() => void) | undefined;
}

const kinds: readonly UnitKind[] = ['agency', 'mass-organisation', 'office', 'district', 'commune', 'province'];

/** One change of units, with the fields that are its own. */
export function ChangeCard({ number, draft, onChange, onRemove }: Props) {
  const wording = useWording();
  const { reorganise: words } = wording;
  const { do: what } = draft;
  const other = { move: words.under, create: words.under, merge: words.into, dissolve: words.heir, rename: '', code: '', identifier: '' }[
    what
  ];
  const text = {
    rename: words.newName,
    create: words.name,
    code: words.code,
    identifier: words.identifier,
    move: '',
    merge: '',
    dissolve: '',
  }[what];
  const textHelp = { code: words.codeHelp, identifier: words.identifierHelp } as Partial<Record<UnitChangeKind, string>>;
  return (
    <Paper withBorder p="md" role="group" aria-label={words.change(number)}>
      <Group justify="space-between" mb="xs">
        <Text size="sm" fw={600}>
          {words.change(number)}
        </Text>
        {onRemove && (
          <Tooltip label={words.remove}>
            <ActionIcon variant="subtle" color="red" onClick={onRemove} aria-label={`${words.remove} (${number})`}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
        <Select
          label={words.change(number)}
          data={unitChanges.map((value) => ({ value, label: words.acts[value] }))}
          value={what}
          onChange={(value) => onChange({ do: value as UnitChangeKind, text: '', other: undefined })}
          allowDeselect={false}
        />
        {what !== 'create' && <UnitSelect label={words.unit} required value={draft.unit} onChange={(unit) => onChange({ unit })} />}
        {what === 'create' && (
          <Select
            label={words.kind}
            data={kinds.map((value) => ({ value, label: wording.unitKinds[value] ?? value }))}
            value={draft.kind}
            onChange={(value) => onChange({ kind: value as UnitKind })}
            allowDeselect={false}
          />
        )}
        {text !== '' && (
          <TextInput
            label={text}
            description={textHelp[what]}
            required={what !== 'code'}
            value={draft.text}
            onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
          />
        )}
        {other !== '' && (
          <UnitSelect
            label={other}
            description={what === 'dissolve' ? words.heirHelp : undefined}
            required={what !== 'dissolve'}
            value={draft.other}
            onChange={(chosen) => onChange({ other: chosen })}
          />
        )}
      </SimpleGrid>
    </Paper>
  );
}
