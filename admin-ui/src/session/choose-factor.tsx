import { Anchor, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useWording } from '../i18n/language.tsx';
import { AddPasskey } from '../me/add-passkey.tsx';
import { RecoveryCodes, SetUpFactor } from '../me/set-up-factor.tsx';
import { passkeysWork } from './passkey.ts';

/** Whoever must have a second step has a code on the phone, or a passkey where the page can have one. Recovery codes are given with either. */
export function ChooseFactor({ onDone }: { readonly onDone: () => void }) {
  const { passkey: words } = useWording();
  const [byPasskey, setByPasskey] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onKept={onDone} />;
  return (
    <Stack>
      {byPasskey ? (
        <>
          <Text size="sm">{words.insteadLead}</Text>
          <AddPasskey onAdded={(made) => (made === null ? onDone() : setCodes(made))} />
        </>
      ) : (
        <SetUpFactor onDone={onDone} />
      )}
      {passkeysWork() && (
        <Anchor component="button" type="button" size="sm" onClick={() => setByPasskey(!byPasskey)}>
          {byPasskey ? words.insteadCode : words.instead}
        </Anchor>
      )}
    </Stack>
  );
}
