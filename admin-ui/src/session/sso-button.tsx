import { Button, Divider } from '@mantine/core';
import { IconBuildingBank } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { goToSignIn, waysQuery } from './sso.ts';

/** Where the installation has an identity provider; until that is known, and where it is not, nothing. */
export function SsoButton() {
  const { sso: words } = useWording();
  const { data: ways } = useQuery(waysQuery);
  const going = useMutation({ mutationFn: () => goToSignIn() });
  if (!ways?.sso) return null;
  return (
    <>
      <Divider label={words.or} />
      {going.error && <ErrorNotice error={going.error} />}
      <Button
        variant="default"
        fullWidth
        h="auto"
        mih={36}
        py={6}
        // What a province writes on it may take two lines on a phone.
        styles={{ label: { whiteSpace: 'normal' } }}
        leftSection={<IconBuildingBank size={18} aria-hidden />}
        loading={going.isPending || going.isSuccess}
        onClick={() => going.mutate()}
      >
        {ways.sso.label}
      </Button>
    </>
  );
}
