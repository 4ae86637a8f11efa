import { Alert, Text } from '@mantine/core';
import { IconFingerprintOff } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { NoPasskey, PasskeyIsThere } from './passkey.ts';

/** What became of asking for a passkey: what the browser did not give is no fault, and said as none. */
export function PasskeyNotice({ error }: { readonly error: unknown }) {
  const { passkey: words } = useWording();
  if (!(error instanceof NoPasskey || error instanceof PasskeyIsThere)) return <ErrorNotice error={error} />;
  return (
    <Alert color="yellow" variant="light" icon={<IconFingerprintOff aria-hidden />} role="status">
      <Text size="sm">{error instanceof NoPasskey ? words.notGiven : words.isThere}</Text>
    </Alert>
  );
}
