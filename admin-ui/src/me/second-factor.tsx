import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asked, DELETE, POST } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { RecoveryCodes, SetUpFactor } from './set-up-factor.tsx';

/** The second step at sign-in: on or off, and what goes with it. */
export function SecondFactor() {
  const wording = useWording();
  const { me: words } = wording;
  const withProof = useWithProof();
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const [shown, setShown] = useState<'set-up' | 'turn-off' | null>(null);
  const look = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  const close = () => {
    setShown(null);
    codes.reset();
    turnOff.reset();
  };
  const codes = useMutation({ mutationFn: () => withProof(() => asked(POST('/api/v1/me/recovery-codes'))) });
  const turnOff = useMutation({
    mutationFn: () => withProof(() => asked(DELETE('/api/v1/me/totp'))),
    onSuccess: () => {
      close();
      void look();
    },
  });
  const done = () => {
    close();
    void look();
    notifications.show({ color: 'teal', message: words.setUpDone, autoClose: 10_000 });
  };
  if (!session) return null;
  const { isOn, kinds } = session.secondFactor;
  const hasCode = kinds.includes('totp');
  const hasPasskey = kinds.includes('passkey');
  const turnOffText = hasPasskey ? words.turnOffCode : words.turnOff;
  const closeButton = { closeButtonProps: { 'aria-label': wording.close } };
  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        {isOn ? (
          <IconShieldCheck color="var(--mantine-color-teal-6)" aria-hidden />
        ) : (
          <IconShieldOff color="var(--mantine-color-red-6)" aria-hidden />
        )}
        <Text size="sm">
          {hasCode ? (hasPasskey ? words.factorBoth : words.factorOn) : hasPasskey ? words.factorPasskey : words.factorOff}
        </Text>
      </Group>
      {isOn && (
        <Text size="sm" c="dimmed">
          {words.appsNow}
        </Text>
      )}
      <Group gap="xs">
        {!hasCode && (
          <Button variant={isOn ? 'default' : 'filled'} onClick={() => setShown('set-up')}>
            {isOn ? words.setUpCodeToo : words.setUp}
          </Button>
        )}
        {isOn && (
          <Button variant="default" loading={codes.isPending} onClick={() => codes.mutate()}>
            {words.newRecovery}
          </Button>
        )}
        {hasCode && (
          <Button variant="subtle" color="red" onClick={() => setShown('turn-off')}>
            {turnOffText}
          </Button>
        )}
      </Group>
      {codes.error && <ErrorNotice error={codes.error} />}
      <Modal opened={shown === 'set-up'} onClose={close} title={words.setUp} closeOnClickOutside={false} {...closeButton}>
        <SetUpFactor onDone={done} />
      </Modal>
      <Modal opened={codes.data !== undefined} onClose={close} title={words.newRecovery} closeOnClickOutside={false} {...closeButton}>
        <RecoveryCodes codes={codes.data?.recoveryCodes ?? []} onKept={close} />
      </Modal>
      <Modal opened={shown === 'turn-off'} onClose={close} title={turnOffText} {...closeButton}>
        <Stack>
          <Text size="sm">{hasPasskey ? words.turnOffCodeConfirm : words.turnOffConfirm}</Text>
          {turnOff.error && <ErrorNotice error={turnOff.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {wording.cancel}
            </Button>
            <Button color="red" loading={turnOff.isPending} onClick={() => turnOff.mutate()}>
              {turnOffText}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
