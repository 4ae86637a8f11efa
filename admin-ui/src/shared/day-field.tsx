import { ActionIcon, Box, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import classes from './day-field.module.css';
import { dayInField, readDay } from './typed-day.ts';

type Shown = Pick<TextInputProps, 'label' | 'description' | 'required' | 'error' | 'disabled' | 'flex' | 'w' | 'maw'>;

interface Props extends Shown {
  /** `YYYY-MM-DD`, with `withTime` `YYYY-MM-DDTHH:MM`; '': none. */
  readonly value: string;
  /** As an input tells it; '' while what is typed is no day yet, and then no form is sent. */
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void;
  readonly withTime?: boolean;
}

/**
 * A day as it stands in every paper of an office, whatever language the browser speaks: its own field of a date would ask some for the month first.
 * The browser's calendar is had by the button.
 */
export function DayField({ value, onChange, withTime = false, error, ...shown }: Props) {
  const { dayField: words } = useWording();
  const [typed, setTyped] = useState(() => dayInField(value));
  const [isLeft, setLeft] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const read = readDay(typed, withTime);
  // Another value than what stands here: somebody else has set it.
  useEffect(() => {
    if (value !== (read ?? '')) setTyped(dayInField(value));
  }, [value, read]);
  const isWrong = typed.trim() !== '' && read === null;
  const fault = withTime ? words.noMoment : words.noDay;
  useEffect(() => field.current?.setCustomValidity(isWrong ? fault : ''), [isWrong, fault]);
  const tell = (text: string) => {
    setTyped(text);
    onChange({ currentTarget: { value: readDay(text, withTime) ?? '' } });
  };
  const leave = () => {
    setLeft(true);
    if (read !== null) setTyped(dayInField(read));
  };
  return (
    <Box pos="relative" {...(shown.flex === undefined ? {} : { flex: shown.flex })}>
      <TextInput
        ref={field}
        {...shown}
        placeholder={withTime ? words.moment : words.day}
        value={typed}
        onChange={({ currentTarget }) => tell(currentTarget.value)}
        onBlur={leave}
        error={error ?? (isLeft && isWrong ? fault : undefined)}
        autoComplete="off"
        rightSection={
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={() => picker.current?.showPicker()}
            aria-label={words.choose}
            disabled={shown.disabled === true}
          >
            <IconCalendar size={16} aria-hidden />
          </ActionIcon>
        }
      />
      <input
        ref={picker}
        type={withTime ? 'datetime-local' : 'date'}
        className={classes.picker}
        value={read ?? ''}
        onChange={({ currentTarget }) => tell(dayInField(currentTarget.value))}
        tabIndex={-1}
        aria-hidden
      />
    </Box>
  );
}
