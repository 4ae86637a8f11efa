import { Checkbox, Radio, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { unitsQuery } from '../api/queries.ts';
import eventClasses from '../events/event-form.module.css';
import { useWording } from '../i18n/language.tsx';
import { PersonSelect } from '../people/person-select.tsx';
import { DayField } from '../shared/day-field.tsx';
import { UnitSelect } from '../units/unit-select.tsx';
import { columnsOf, type LineColumn, type LineEvent, type LineFields, lineEvents, unitIdOf } from './line-fields.ts';

interface Props {
  readonly fields: LineFields;
  readonly onChange: (change: Partial<LineFields>) => void;
  /** What is wrong with a field. */
  readonly errorOf: (column: LineColumn) => string | null;
}

type TextColumn = 'name' | 'family' | 'birthDate' | 'post' | 'until' | 'address' | 'on' | 'reason';

/** One line of a list: what is asked, for whom, and what that kind of thing wants to be told. */
export function LineForm({ fields, onChange, errorOf }: Props) {
  const wording = useWording();
  const { requests: words, events } = wording;
  const has = (column: LineColumn) => columnsOf[fields.do].includes(column);
  const text = (column: TextColumn) => ({
    value: fields[column],
    error: errorOf(column),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => onChange({ [column]: currentTarget.value }),
  });
  const tick = (column: 'givenFirst' | 'isNamesake' | 'main', label: string) => (
    <Checkbox
      label={label}
      checked={fields[column]}
      error={errorOf(column)}
      onChange={({ currentTarget }) => onChange({ [column]: currentTarget.checked })}
    />
  );
  return (
    <Stack maw={760}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={eventClasses.fields}>
        <Select
          label={words.do}
          data={lineEvents.map((value) => ({ value, label: wording.lineEvents[value] }))}
          value={fields.do}
          onChange={(value) => onChange({ do: (value ?? 'recruit') as LineEvent })}
          allowDeselect={false}
          error={errorOf('do')}
        />
        {has('person') && (
          <PersonSelect
            label={words.person}
            placeholder={words.personHelp}
            required
            value={fields.person === '' ? undefined : fields.person}
            onChange={(address, person) => onChange({ person: address ?? '', called: person?.name ?? '' })}
            evenAway={fields.do === 'return' || fields.do === 'appoint'}
            error={errorOf('person') ?? errorOf('called')}
          />
        )}
        {has('name') && <TextInput label={fields.do === 'rename' ? words.newFullName : events.fullName} required {...text('name')} />}
      </SimpleGrid>
      {has('name') && (
        <SimpleGrid cols={{ base: 1, sm: 2 }} className={eventClasses.fields}>
          <TextInput label={events.family} description={events.familyHelp} {...text('family')} />
          {has('birthDate') && <DayField label={events.birthDate} description={events.birthDateHelp} {...text('birthDate')} />}
          {tick('givenFirst', events.givenFirst)}
          {has('isNamesake') && tick('isNamesake', events.namesake)}
        </SimpleGrid>
      )}
      {has('post') && <PostFields fields={fields} onChange={onChange} errorOf={errorOf} text={text} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={eventClasses.fields}>
        {has('main') && tick('main', words.main)}
        {has('from') && (
          <UnitField
            column="from"
            label={words.from}
            description={words.fromHelp}
            fields={fields}
            onChange={onChange}
            error={errorOf('from')}
          />
        )}
        {has('address') && <TextInput label={events.address} description={events.addressHelp} {...text('address')} />}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={eventClasses.fields}>
        <DayField label={events.effectiveOn} description={words.onHelp} {...text('on')} />
        <Textarea label={events.reason} description={events.reasonHelp} autosize minRows={1} {...text('reason')} />
      </SimpleGrid>
    </Stack>
  );
}

interface UnitFieldProps extends Pick<Props, 'fields' | 'onChange'> {
  readonly column: 'unit' | 'from';
  readonly label: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly error: string | null;
}

/** What a file named and cannot be told which unit it is stays as it was written, until a unit is chosen. */
function UnitField({ column, fields, onChange, description, ...rest }: UnitFieldProps) {
  const { requests: words } = useWording();
  const { data: units = [] } = useQuery(unitsQuery);
  const named = fields[column];
  const id = unitIdOf(named, units);
  const help = id === undefined && named !== '' ? words.asWritten(named) : description;
  return (
    <UnitSelect
      value={id}
      onChange={(unitId) => onChange({ [column]: unitId === undefined ? '' : `#${unitId}` })}
      description={help}
      {...rest}
    />
  );
}

interface PostProps extends Props {
  readonly text: (column: 'post' | 'until') => {
    value: string;
    error: string | null;
    onChange: (event: { currentTarget: { value: string } }) => void;
  };
}

function PostFields({ fields, onChange, errorOf, text }: PostProps) {
  const { events, postKinds } = useWording();
  const kinds = (['head', 'deputy', 'clerk', 'staff'] as const).map((value) => {
    const name = postKinds[value];
    return { value, label: `${name.charAt(0).toUpperCase()}${name.slice(1)}` };
  });
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} className={eventClasses.fields}>
        <UnitField column="unit" label={events.unit} required fields={fields} onChange={onChange} error={errorOf('unit')} />
        <TextInput label={events.title} description={events.titleHelp} required {...text('post')} />
        <Select
          label={events.kind}
          description={events.kindHelp}
          data={kinds}
          value={fields.kind === '' ? null : fields.kind}
          onChange={(kind) => onChange({ kind: (kind ?? '') as LineFields['kind'] })}
          placeholder={events.kindByTitle}
          clearable
          error={errorOf('kind')}
        />
        <Select
          label={events.capacity}
          data={(['full', 'acting', 'in-charge'] as const).map((value) => ({ value, label: events.capacities[value] }))}
          value={fields.capacity}
          onChange={(capacity) => onChange({ capacity: (capacity ?? 'full') as LineFields['capacity'] })}
          allowDeselect={false}
          error={errorOf('capacity')}
        />
        <DayField label={events.postUntil} description={events.postUntilHelp} {...text('until')} />
      </SimpleGrid>
      {(fields.kind === 'head' || fields.ifHeaded !== 'refuse' || (fields.post !== '' && errorOf('post') !== null)) && (
        <Radio.Group
          label={events.ifHeaded}
          value={fields.ifHeaded}
          onChange={(ifHeaded) => onChange({ ifHeaded: ifHeaded as LineFields['ifHeaded'] })}
          error={errorOf('ifHeaded')}
        >
          <Stack gap={6} mt={6}>
            {(['refuse', 'replace', 'deputy', 'beside'] as const).map((value) => (
              <Radio key={value} value={value} label={events.ifHeadedChoices[value]} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}
