import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';
import { useIsReached } from './live-state.ts';

/** That the server does not answer, for as long as it does not. Its place is always there, or nothing would be read out when it is filled. */
export function ConnectionNotice() {
  const { offline } = useWording();
  const { online } = useNetwork();
  const isReached = useIsReached();
  return (
    <div role="status">
      {!(online && isReached) && (
        <Alert color="yellow" icon={<IconWifiOff aria-hidden />} mb="md">
          {offline}
        </Alert>
      )}
    </div>
  );
}
