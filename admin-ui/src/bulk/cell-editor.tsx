import { Autocomplete, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Unit } from '../api/api-contract.ts';
import { peopleQuery, unitsQuery } from '../api/queries.ts';
import { foldedText, lineOf } from '../units/unit-forest.ts';
import type { TableColumn } from './edited-table.ts';

/** Where one goes on when a cell is done. */
export type Onward = 'down' | 'right' | 'left' | 'stay';

interface Props {
  readonly column: TableColumn;
  readonly label: string;
  readonly value: string;
  readonly onDone: (text: string, onward: Onward) => void;
  readonly onGiveUp: () => void;
  /** It stands there all the time, and is not come to by being opened. */
  readonly isInForm?: boolean;
}

/** One cell while it is written: a few words to choose from, a unit, a person, or plain text; what is typed counts as it stands. */
export function CellEditor({ column, ...rest }: Props) {
  if (column.key === 'unit' || column.key === 'above') return <UnitCell {...rest} />;
  if (column.key === 'who') return <PersonCell {...rest} />;
  if (column.choices.length > 0) return <ChoiceCell {...rest} data={column.choices} />;
  return <TextCell {...rest} />;
}

type CellProps = Omit<Props, 'column'>;

function TextCell({ label, value, onDone, onGiveUp, isInForm = false }: CellProps) {
  const [text, setText] = useState(value);
  const keys = useDone({ text, onDone, onGiveUp, isInForm, hasChoices: false });
  return (
    <TextInput
      aria-label={label}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      size={isInForm ? 'sm' : 'xs'}
      autoFocus={!isInForm}
      onFocus={keys.onFocus}
      onKeyDown={keys.onKeyDown}
      onBlur={keys.onBlur}
    />
  );
}

interface Choosing extends CellProps {
  readonly data: readonly string[];
  readonly onText?: (text: string) => void;
  /** Beside what is written into the cell. */
  readonly says?: ReadonlyMap<string, string>;
  readonly isFound?: boolean;
}

function ChoiceCell({ data, label, value, onDone, onGiveUp, onText, says, isFound = false, isInForm = false }: Choosing) {
  const [text, setText] = useState(value);
  const keys = useDone({ text, onDone, onGiveUp, isInForm, hasChoices: true });
  return (
    <Autocomplete
      aria-label={label}
      data={[...data]}
      value={text}
      onChange={(typed) => {
        setText(typed);
        keys.latest.current = typed;
        onText?.(typed);
      }}
      onOptionSubmit={(chosen) => {
        keys.latest.current = chosen;
        keys.done(isInForm ? 'stay' : 'down');
      }}
      size={isInForm ? 'sm' : 'xs'}
      limit={50}
      autoFocus={!isInForm}
      onFocus={keys.onFocus}
      filter={({ options, search }) => {
        // As it was found: everything may be chosen until somebody types.
        if (isFound || search === value) return options;
        const wanted = foldedText(search).trim();
        return options.filter((option) => 'label' in option && foldedText(option.label).includes(wanted));
      }}
      renderOption={({ option }) => <span>{says?.get(option.value) ?? option.value}</span>}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      onKeyDown={keys.onKeyDown}
      onBlur={keys.onBlur}
    />
  );
}

function UnitCell(props: CellProps) {
  const { data = [] } = useQuery(unitsQuery);
  const names = useMemo(() => [...new Set(data.map((unit) => nameOf(unit, data)))], [data]);
  return <ChoiceCell {...props} data={names} />;
}

/** As tables name units: `Phòng Tổ chức < Sở Nội vụ` where there are several of a name. */
function nameOf(unit: Unit, units: readonly Unit[]): string {
  if (!units.some(({ id, name }) => id !== unit.id && name === unit.name)) return unit.name;
  const above = lineOf(units, unit.id).at(-2);
  return above === undefined ? (unit.address ?? unit.name) : `${unit.name} < ${above.name}`;
}

function PersonCell(props: CellProps) {
  const [text, setText] = useState(props.value);
  const [q] = useDebouncedValue(text.trim(), 150);
  const { data } = useInfiniteQuery({ ...peopleQuery({ q }, 10), enabled: q !== '' });
  const found = data?.pages[0]?.items ?? [];
  const says = new Map(found.map(({ name, address }) => [address, `${name} <${address}>`]));
  return <ChoiceCell {...props} data={[...says.keys()]} says={says} onText={setText} isFound />;
}

/** Enter, Tab and leaving the cell are done with it; Escape gives it up. Once only, whichever comes first. */
function useDone({
  text,
  onDone,
  onGiveUp,
  isInForm,
  hasChoices,
}: Pick<Props, 'onDone' | 'onGiveUp'> & { readonly text: string; readonly isInForm: boolean; readonly hasChoices: boolean }) {
  const latest = useRef(text);
  latest.current = text;
  const isOver = useRef(false);
  const done = (onward: Onward) => {
    if (isOver.current) return;
    isOver.current = !isInForm;
    onDone(latest.current.trim(), onward);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    event.stopPropagation();
    // A letter of an input method is being put together: its Enter is not ours.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      isOver.current = true;
      onGiveUp();
    }
    // A list of choices takes its own Enter first.
    if (event.key === 'Enter' && hasChoices) setTimeout(() => done('down'));
    else if (event.key === 'Enter') done('down');
    if (event.key === 'Tab' && !isInForm) {
      event.preventDefault();
      done(event.shiftKey ? 'left' : 'right');
    }
  };
  return {
    ...{ latest, done, onKeyDown },
    // At once: what takes the focus away may be the button that sends the table.
    onBlur: () => done('stay'),
    onFocus: () => {
      isOver.current = false;
    },
  };
}
