import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Person } from '../api/api-contract.ts';
import { peopleQuery } from '../api/queries.ts';
import { useWording } from '../i18n/language.tsx';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  /** An address. */
  readonly value: string | undefined;
  readonly onChange: (address: string | undefined, person: Person | undefined) => void;
  /** Suspended and left too: who is to return, say. */
  readonly evenAway?: boolean;
}

/** Somebody, in service unless said otherwise, found as one types. */
export function PersonSelect({ value, onChange, evenAway = false, ...rest }: Props) {
  const wording = useWording();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.replace(/ <.*$/, '').trim(), 150);
  const { data } = useInfiniteQuery({ ...peopleQuery({ q, ...(evenAway ? {} : { presence: 'in-service' }) }, 10), enabled: q !== '' });
  const found = data?.pages[0]?.items ?? [];
  const options = found.map(({ name, address }) => ({ value: address, label: `${name} <${address}>` }));
  if (value !== undefined && !options.some((option) => option.value === value)) options.unshift({ value, label: value });
  return (
    <Select
      data={options}
      value={value ?? null}
      onChange={(chosen) =>
        onChange(
          chosen ?? undefined,
          found.find(({ address }) => address === chosen),
        )
      }
      searchable
      clearable
      searchValue={text}
      onSearchChange={setText}
      filter={({ options: all }) => all}
      nothingFoundMessage={q === '' ? wording.people.filter : wording.people.nobody}
      {...rest}
    />
  );
}
