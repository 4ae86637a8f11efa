import { Button, Checkbox, Group, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { asked, POST, withoutWaiting } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { PlanWizard } from '../plans/plan-wizard.tsx';
import { DayField } from '../shared/day-field.tsx';
import { PageLink } from '../shared/links.tsx';
import { ChangeCard } from './change-card.tsx';
import { type ChangeDraft, emptyChange, isTold, type Options, requestOf, type UnitChangeKind } from './unit-change.ts';
import { UnitPlanPicture } from './unit-plan-picture.tsx';

/** Changes of units, one or many, as one plan. */
export function ReorganisePage() {
  const wording = useWording();
  const { reorganise: words } = wording;
  const { unit, act = 'rename', under } = useSearch({ strict: false }) as { unit?: number; act?: UnitChangeKind; under?: number };
  const [changes, setChanges] = useState<readonly ChangeDraft[]>(() => {
    const first = emptyChange(act, act === 'create' ? undefined : unit);
    return [act === 'create' ? { ...first, other: unit } : { ...first, other: act === 'move' ? under : undefined }];
  });
  const [options, setOptions] = useState<Options>({ addresses: 'keep', oldUntil: '', notify: true, title: '', effectiveOn: '' });
  const send = (dryRun: boolean, idempotencyKey: string) => {
    const { effectiveOn } = options;
    const body = { request: requestOf(changes, options), dryRun, ...(effectiveOn === '' ? {} : { effectiveOn }) };
    return asked(POST('/api/v1/units/plans', { body, params: { header: { 'idempotency-key': idempotencyKey, ...withoutWaiting } } }));
  };
  const change = (key: string, told: Partial<ChangeDraft>) =>
    setChanges(changes.map((draft) => (draft.key === key ? { ...draft, ...told } : draft)));
  const form = (
    <Stack maw={860}>
      {changes.map((draft, at) => (
        <ChangeCard
          key={draft.key}
          number={at + 1}
          draft={draft}
          onChange={(told) => change(draft.key, told)}
          onRemove={changes.length > 1 ? () => setChanges(changes.filter(({ key }) => key !== draft.key)) : undefined}
        />
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setChanges([...changes, emptyChange('rename', undefined)])}
        >
          {words.add}
        </Button>
      </Group>
      <OptionFields options={options} onChange={(told) => setOptions({ ...options, ...told })} />
    </Stack>
  );
  return (
    <PlanWizard
      title={words.title}
      lead={words.lead}
      form={form}
      effectiveOn={options.effectiveOn}
      notReady={changes.every(isTold) ? undefined : words.notReady}
      // Whoever put a unit onto another has told everything.
      looksAtOnce={under !== undefined && changes.every(isTold)}
      send={send}
      picture={(preview) => <UnitPlanPicture preview={preview} />}
      wayOut={<PageLink to="/units">{wording.cancel}</PageLink>}
      wayOn={<PageLink to="/units">{words.toUnits}</PageLink>}
    />
  );
}

interface OptionProps {
  readonly options: Options;
  readonly onChange: (told: Partial<Options>) => void;
}

function OptionFields({ options, onChange }: OptionProps) {
  const { reorganise: words, events } = useWording();
  return (
    <>
      <Radio.Group
        label={words.addresses}
        value={options.addresses}
        onChange={(addresses) => onChange({ addresses: addresses as Options['addresses'] })}
      >
        <Stack gap={6} mt={6}>
          {(['keep', 'renew'] as const).map((value) => (
            <Radio key={value} value={value} label={words.addressChoices[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
        {options.addresses === 'renew' && (
          <DayField
            label={words.oldUntil}
            description={words.oldUntilHelp}
            value={options.oldUntil}
            onChange={({ currentTarget }) => onChange({ oldUntil: currentTarget.value })}
          />
        )}
        <DayField
          label={events.effectiveOn}
          description={events.effectiveOnHelp}
          value={options.effectiveOn}
          onChange={({ currentTarget }) => onChange({ effectiveOn: currentTarget.value })}
        />
        <TextInput
          label={words.planTitle}
          description={words.planTitleHelp}
          value={options.title}
          onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
        />
      </SimpleGrid>
      <Checkbox
        label={words.notify}
        checked={options.notify}
        onChange={({ currentTarget }) => onChange({ notify: currentTarget.checked })}
      />
    </>
  );
}
