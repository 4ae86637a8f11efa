import { Button, Divider } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { asked, POST } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { askForPasskey, passkeysWork } from './passkey.ts';
import { PasskeyNotice } from './passkey-notice.tsx';

/** Showing once more who one is by one's own passkey, for who has one. */
export function PasskeyStepUp({ onDone }: { readonly onDone: () => void }) {
  const { passkey: words } = useWording();
  const { data: session } = useQuery(sessionQuery);
  const proof = useMutation({
    mutationFn: async () => {
      const body = await askForPasskey(await asked(POST('/api/v1/session/step-up/passkey/options')));
      await asked(POST('/api/v1/session/step-up/passkey', { body }));
    },
    onSuccess: onDone,
  });
  if (!passkeysWork() || session?.secondFactor.kinds.includes('passkey') !== true) return null;
  return (
    <>
      <Divider label={words.or} />
      <Button
        variant="default"
        leftSection={<IconFingerprint size={18} aria-hidden />}
        loading={proof.isPending}
        onClick={() => proof.mutate()}
      >
        {words.use}
      </Button>
      {proof.error && <PasskeyNotice error={proof.error} />}
    </>
  );
}
