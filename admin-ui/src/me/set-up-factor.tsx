import { Button, Center, Checkbox, Code, Group, Loader, PinInput, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { QrCode } from './qr-code.tsx';

/** The second step: a picture to scan, a code that shows it worked, and codes for the day the phone is gone. */
export function SetUpFactor({ onDone }: { readonly onDone: () => void }) {
  const { me: words, loading } = useWording();
  const withProof = useWithProof();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => withProof(() => asked(POST('/api/v1/me/totp'))) });
  const { mutate } = begin;
  useEffect(() => mutate(), [mutate]);
  const confirm = useMutation({
    mutationFn: (typed: string) => asked(POST('/api/v1/me/totp/confirm', { body: { code: typed } })),
    onError: () => setCode(''),
  });
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={onDone} />;
  if (begin.error) return <ErrorNotice error={begin.error} onRetry={() => begin.mutate()} />;
  if (!begin.data) return <Loader aria-label={loading} />;
  return (
    <Stack>
      <Text size="sm">{words.setUpScan}</Text>
      <Center>
        <QrCode text={begin.data.uri} label={words.setUpScan} />
      </Center>
      <Text size="xs" c="dimmed">
        {words.setUpByHand} <Code>{begin.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}</Code>
      </Text>
      <Text size="sm" fw={600}>
        {words.setUpCode}
      </Text>
      <PinInput
        length={6}
        type="number"
        oneTimeCode
        aria-label={words.setUpCode}
        value={code}
        onChange={setCode}
        onComplete={(typed) => confirm.mutate(typed)}
      />
      {confirm.error && <ErrorNotice error={confirm.error} />}
      <Button loading={confirm.isPending} disabled={code.length < 6} onClick={() => confirm.mutate(code)}>
        {words.setUp}
      </Button>
    </Stack>
  );
}

/** Shown once: one goes on only after saying that they were kept. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { me: words, next } = useWording();
  const [isKept, setKept] = useState(false);
  return (
    <Stack>
      <Text fw={600}>{words.recoveryTitle}</Text>
      <Text size="sm">{words.recoveryLead}</Text>
      <SimpleGrid cols={2} spacing="xs">
        {codes.map((one) => (
          <Code key={one} fz="sm" ta="center">
            {one}
          </Code>
        ))}
      </SimpleGrid>
      <Group>
        <Button variant="default" size="xs" leftSection={<IconPrinter size={14} aria-hidden />} onClick={() => window.print()}>
          {words.print}
        </Button>
      </Group>
      <Checkbox label={words.recoveryKept} checked={isKept} onChange={({ currentTarget }) => setKept(currentTarget.checked)} />
      <Button disabled={!isKept} onClick={onKept}>
        {next}
      </Button>
    </Stack>
  );
}
