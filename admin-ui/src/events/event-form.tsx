import { Checkbox, NumberInput, Radio, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { PersonInFull } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { DayField } from '../shared/day-field.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import type { EventFields, PersonEvent } from './event.ts';
import classes from './event-form.module.css';
import { NameProposals } from './name-proposals.tsx';

interface Props {
  readonly event: PersonEvent;
  /** undefined: somebody new. */
  readonly person: PersonInFull | undefined;
  readonly fields: EventFields;
  readonly onChange: (change: Partial<EventFields>) => void;
}

/** What an event wants to be told; everything else is shown in the preview. */
export function EventForm({ event, person, fields, onChange }: Props) {
  const isNew = person === undefined;
  const { events: words } = useWording();
  const text = (
    name: 'fullName' | 'family' | 'title' | 'address' | 'birthDate' | 'until' | 'oldUntil' | 'lendUntil' | 'reason' | 'effectiveOn',
  ) => ({
    value: fields[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange({ [name]: currentTarget.value }),
  });
  const hasPost = event === 'appoint' || event === 'transfer';
  return (
    <Stack maw={720}>
      {isNew && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} className={classes.fields}>
          <TextInput label={words.fullName} description={words.fullNameHelp} required autoFocus {...text('fullName')} />
          <TextInput label={words.family} description={words.familyHelp} {...text('family')} />
          <DayField label={words.birthDate} description={words.birthDateHelp} {...text('birthDate')} />
          <Checkbox
            label={words.givenFirst}
            checked={fields.givenFirst}
            onChange={({ currentTarget }) => onChange({ givenFirst: currentTarget.checked })}
          />
          <Checkbox
            label={words.namesake}
            checked={fields.isNamesake}
            onChange={({ currentTarget }) => onChange({ isNamesake: currentTarget.checked })}
          />
        </SimpleGrid>
      )}
      {hasPost && <PostFields fields={fields} onChange={onChange} text={text} />}
      {hasPost && <AddressFields event={event} person={person} fields={fields} onChange={onChange} text={text} />}
      {event === 'suspend' && <DayField label={words.suspendUntil} description={words.suspendUntilHelp} {...text('until')} />}
      {event === 'leave' && <LeaveFields fields={fields} onChange={onChange} text={text} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={classes.fields}>
        <DayField label={words.effectiveOn} description={words.effectiveOnHelp} {...text('effectiveOn')} />
        <Textarea label={words.reason} description={words.reasonHelp} autosize minRows={1} {...text('reason')} />
      </SimpleGrid>
      <Checkbox
        label={words.notify}
        description={words.notifyHelp}
        checked={fields.notify}
        onChange={({ currentTarget }) => onChange({ notify: currentTarget.checked })}
      />
    </Stack>
  );
}

interface PartProps extends Pick<Props, 'fields' | 'onChange'> {
  readonly text: (name: 'title' | 'address' | 'until' | 'oldUntil' | 'lendUntil') => {
    value: string;
    onChange: (event: { currentTarget: { value: string } }) => void;
  };
}

function PostFields({ fields, onChange, text }: PartProps) {
  const { events: words, postKinds } = useWording();
  const kinds = (['head', 'deputy', 'clerk', 'staff'] as const).map((value) => ({ value, label: capitalised(postKinds[value]) }));
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={classes.fields}>
        <UnitSelect label={words.unit} required value={fields.unitId} onChange={(unitId) => onChange({ unitId })} />
        <TextInput label={words.title} description={words.titleHelp} required {...text('title')} />
        <Select
          label={words.kind}
          description={words.kindHelp}
          data={kinds}
          value={fields.kind === '' ? null : fields.kind}
          onChange={(kind) => onChange({ kind: (kind ?? '') as EventFields['kind'] })}
          placeholder={words.kindByTitle}
          clearable
        />
        <Select
          label={words.capacity}
          data={(['full', 'acting', 'in-charge'] as const).map((value) => ({ value, label: words.capacities[value] }))}
          value={fields.capacity}
          onChange={(capacity) => onChange({ capacity: (capacity ?? 'full') as EventFields['capacity'] })}
          allowDeselect={false}
        />
        <DayField label={words.postUntil} description={words.postUntilHelp} {...text('until')} />
      </SimpleGrid>
      {fields.kind === 'head' && (
        <Radio.Group
          label={words.ifHeaded}
          value={fields.ifHeaded}
          onChange={(ifHeaded) => onChange({ ifHeaded: ifHeaded as EventFields['ifHeaded'] })}
        >
          <Stack gap={6} mt={6}>
            {(['refuse', 'replace', 'deputy', 'beside'] as const).map((value) => (
              <Radio key={value} value={value} label={words.ifHeadedChoices[value]} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}

function AddressFields({ event, person, fields, onChange, text }: PartProps & Pick<Props, 'event' | 'person'>) {
  const { events: words } = useWording();
  const isNamed = person === undefined || (event === 'transfer' && !fields.keepsAddress);
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={classes.fields}>
        {isNamed && <TextInput label={words.address} description={words.addressHelp} {...text('address')} />}
        {event === 'transfer' && !fields.keepsAddress && (
          <DayField label={words.oldUntil} description={words.oldUntilHelp} {...text('oldUntil')} />
        )}
        {event === 'transfer' && (
          <Checkbox
            label={words.keepsAddress}
            checked={fields.keepsAddress}
            onChange={({ currentTarget }) => onChange({ keepsAddress: currentTarget.checked })}
          />
        )}
      </SimpleGrid>
      {isNamed && <NameProposals fields={fields} person={person} onChange={onChange} />}
    </>
  );
}

function LeaveFields({ fields, onChange, text }: PartProps) {
  const { events: words } = useWording();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} className={classes.fields}>
      <NumberInput
        label={words.keptDays}
        description={words.keptDaysHelp}
        min={1}
        max={3653}
        allowDecimal={false}
        value={fields.keptDays}
        onChange={(days) => onChange({ keptDays: typeof days === 'number' ? days : 90 })}
      />
      <span />
      <PersonSelect label={words.lendTo} description={words.lendToHelp} value={fields.lendTo} onChange={(lendTo) => onChange({ lendTo })} />
      {fields.lendTo !== undefined && <DayField label={words.lendUntil} required {...text('lendUntil')} />}
    </SimpleGrid>
  );
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
