import { Button } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useWording } from '../i18n/language.tsx';

/** The paper that goes with what was done, to print and sign. */
export function MinutesButton({ planId }: { readonly planId: number }) {
  const { plans: words } = useWording();
  return (
    <Button
      component="a"
      href={`/api/v1/plans/${planId}/minutes`}
      download
      variant="default"
      leftSection={<IconFileText size={16} aria-hidden />}
      title={words.minutesHelp}
      style={{ alignSelf: 'flex-start' }}
    >
      {words.minutes}
    </Button>
  );
}
