import { Button, Group, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { makePasskey } from '../session/passkey.ts';
import { PasskeyNotice } from '../session/passkey-notice.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { browserName } from './browser-name.ts';

interface Props {
  /** Names of those that there are. */
  readonly taken?: readonly string[];
  /** With recovery codes where it is the first second factor. */
  readonly onAdded: (recoveryCodes: readonly string[] | null) => void;
}

/** A name, and the device does the rest. */
export function AddPasskey({ taken = [], onAdded }: Props) {
  const { passkeys: words } = useWording();
  const withProof = useWithProof();
  const proposed = browserName(navigator.userAgent);
  const [name, setName] = useState(taken.includes(proposed) ? '' : proposed);
  const add = useMutation({
    mutationFn: async () => {
      const made = await makePasskey(await withProof(() => asked(POST('/api/v1/me/passkeys/options'))));
      return await withProof(() => asked(POST('/api/v1/me/passkeys', { body: { name: name.trim(), ...made } })));
    },
    onSuccess({ recoveryCodes }) {
      setName('');
      onAdded(recoveryCodes);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label={words.name}
            placeholder={words.example}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            required
            maxLength={60}
            flex="1 1 14rem"
          />
          <Button
            type="submit"
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={add.isPending}
            disabled={name.trim() === ''}
          >
            {words.add}
          </Button>
        </Group>
      </form>
      {add.error && !(add.error instanceof NotProved) && <PasskeyNotice error={add.error} />}
    </>
  );
}
