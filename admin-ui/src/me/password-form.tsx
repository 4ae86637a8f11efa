import { Button, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';

/** The own password, by the one of now. */
export function PasswordForm({ onDone }: { readonly onDone?: () => void }) {
  const { me: words } = useWording();
  const [fields, setFields] = useState({ current: '', next: '', again: '' });
  const isMismatch = fields.again !== '' && fields.next !== fields.again;
  const change = useMutation({
    mutationFn: () => asked(POST('/api/v1/me/password', { body: { current: fields.current, next: fields.next } })),
    onSuccess: () => {
      setFields({ current: '', next: '', again: '' });
      notifications.show({ color: 'teal', message: words.changed });
      onDone?.();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fields.next === fields.again) change.mutate();
  };
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => setFields({ ...fields, [name]: currentTarget.value }),
    required: true,
  });
  return (
    <form onSubmit={submit}>
      <Stack maw={420}>
        <PasswordInput label={words.current} autoComplete="current-password" {...field('current')} />
        <PasswordInput label={words.fresh} autoComplete="new-password" {...field('next')} />
        <PasswordInput label={words.again} autoComplete="new-password" error={isMismatch ? words.mismatch : null} {...field('again')} />
        {change.error && <ErrorNotice error={change.error} />}
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          {words.change}
        </Button>
      </Stack>
    </form>
  );
}
