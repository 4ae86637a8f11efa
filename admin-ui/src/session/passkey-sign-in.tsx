import { Button, Divider } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { PasskeyAssertion } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { askForPasskey, passkeysWork } from './passkey.ts';
import { PasskeyNotice } from './passkey-notice.tsx';
import { usePasskeysInField } from './use-passkeys-in-field.ts';

interface Props {
  readonly onDone: () => void;
  /** Besides, passkeys are offered where the address is typed. */
  readonly inField?: boolean;
  /** There is nothing else on the page to sign in by. */
  readonly isOnly?: boolean;
}

/** Signing in without address, password or code. Not there where the browser or the page's address makes it impossible. */
export function PasskeySignIn({ onDone, inField = false, isOnly = false }: Props) {
  const { passkey: words } = useWording();
  const show = async (body: PasskeyAssertion) => {
    await asked(POST('/api/v1/session/passkey', { body }));
    onDone();
  };
  const attempt = useMutation({
    mutationFn: async () => show(await askForPasskey(await asked(POST('/api/v1/session/passkey/options')))),
  });
  const chosen = usePasskeysInField({ isWanted: inField && !attempt.isPending && !attempt.isSuccess, show });
  if (!passkeysWork()) return null;
  const error = attempt.error ?? chosen.error;
  return (
    <>
      {!isOnly && <Divider label={words.or} />}
      <Button
        variant={isOnly ? 'filled' : 'default'}
        fullWidth
        leftSection={<IconFingerprint size={18} aria-hidden />}
        loading={attempt.isPending}
        onClick={() => attempt.mutate()}
      >
        {words.use}
      </Button>
      {error != null && <PasskeyNotice error={error} />}
    </>
  );
}
