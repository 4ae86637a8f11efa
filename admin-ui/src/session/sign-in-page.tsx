import { Alert, Anchor, Button, PasswordInput, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Door } from './door.tsx';
import { SsoButton } from './sso-button.tsx';

/** Address and password, and the second step where there is one. What was typed stays after a refusal, but for codes. */
export function SignInPage({ wasSignedIn }: { readonly wasSignedIn: boolean }) {
  const [needsSecond, setNeedsSecond] = useState(false);
  const queries = useQueryClient();
  const enter = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  return needsSecond ? (
    <SecondStep onDone={enter} onAgain={() => setNeedsSecond(false)} />
  ) : (
    <FirstStep wasSignedIn={wasSignedIn} onDone={enter} onSecond={() => setNeedsSecond(true)} />
  );
}

interface FirstProps {
  readonly wasSignedIn: boolean;
  readonly onDone: () => void;
  readonly onSecond: () => void;
}

function FirstStep({ wasSignedIn, onDone, onSecond }: FirstProps) {
  const { signIn: words } = useWording();
  const password = useRef<HTMLInputElement>(null);
  const attempt = useMutation({
    mutationFn: (body: { address: string; password: string }) => asked(POST('/api/v1/session', { body })),
    onSuccess: ({ state }) => (state === 'signed-in' ? onDone() : onSecond()),
    onError: () => password.current?.select(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    attempt.mutate({ address: String(form.get('address')).trim(), password: String(form.get('password')) });
  };
  return (
    <Door title={words.title} lead={words.lead}>
      {wasSignedIn && (
        <Alert color="yellow" role="status">
          {words.expired}
        </Alert>
      )}
      <form onSubmit={submit}>
        <Stack>
          <TextInput name="address" type="email" label={words.address} autoComplete="username" required autoFocus inputMode="email" />
          <PasswordInput ref={password} name="password" label={words.password} autoComplete="current-password" required />
          {attempt.error && <ErrorNotice error={attempt.error} />}
          <Button type="submit" loading={attempt.isPending} fullWidth>
            {words.submit}
          </Button>
          <Text size="xs" c="dimmed">
            {words.forgotten}
          </Text>
        </Stack>
      </form>
      <SsoButton />
    </Door>
  );
}

/** What the phone shows, or a recovery code. */
export function SecondStep({ onDone, onAgain }: { readonly onDone: () => void; readonly onAgain: () => void }) {
  const { signIn: words } = useWording();
  const [byRecovery, setByRecovery] = useState(false);
  const [code, setCode] = useState('');
  const attempt = useMutation({
    mutationFn: (typed: string) =>
      asked(POST('/api/v1/session/second-factor', { body: byRecovery ? { recoveryCode: typed.trim() } : { totp: typed } })),
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(code);
  };
  const change = () => {
    setByRecovery(!byRecovery);
    setCode('');
    attempt.reset();
  };
  return (
    <Door title={words.secondTitle} lead={byRecovery ? words.recoveryLead : words.secondLead}>
      <form onSubmit={submit}>
        <Stack>
          {byRecovery ? (
            <TextInput
              label={words.recovery}
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
              autoComplete="one-time-code"
              autoFocus
              required
              ff="monospace"
            />
          ) : (
            <PinInput
              length={6}
              type="number"
              oneTimeCode
              autoFocus
              aria-label={words.code}
              value={code}
              onChange={setCode}
              onComplete={(typed) => attempt.mutate(typed)}
            />
          )}
          {attempt.error && <ErrorNotice error={attempt.error} />}
          <Button type="submit" loading={attempt.isPending} disabled={code === ''} fullWidth>
            {words.verify}
          </Button>
          <Anchor component="button" type="button" size="sm" onClick={change}>
            {byRecovery ? words.useCode : words.useRecovery}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={onAgain}>
            {words.startAgain}
          </Anchor>
        </Stack>
      </form>
    </Door>
  );
}
