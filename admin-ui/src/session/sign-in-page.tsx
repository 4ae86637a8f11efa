import { Alert, Anchor, Button, PasswordInput, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { PublicBanners } from '../announcements/banners.tsx';
import { asked, POST } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Door } from './door.tsx';
import { passkeysWork } from './passkey.ts';
import { PasskeySignIn } from './passkey-sign-in.tsx';
import { SsoButton } from './sso-button.tsx';

/** Address and password, and the second step where there is one. What was typed stays after a refusal, but for codes. */
export function SignInPage({ wasSignedIn }: { readonly wasSignedIn: boolean }) {
  const [factors, setFactors] = useState<Factors | null>(null);
  const queries = useQueryClient();
  const enter = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  return factors === null ? (
    <FirstStep wasSignedIn={wasSignedIn} onDone={enter} onSecond={setFactors} />
  ) : (
    <SecondStep factors={factors} onDone={enter} onAgain={() => setFactors(null)} />
  );
}

/** By what the second step is taken. */
export type Factors = readonly ('totp' | 'passkey' | 'recovery-code')[];

interface FirstProps {
  readonly wasSignedIn: boolean;
  readonly onDone: () => void;
  readonly onSecond: (factors: Factors) => void;
}

function FirstStep({ wasSignedIn, onDone, onSecond }: FirstProps) {
  const { signIn: words } = useWording();
  const password = useRef<HTMLInputElement>(null);
  const attempt = useMutation({
    mutationFn: (body: { address: string; password: string }) => asked(POST('/api/v1/session', { body })),
    onSuccess: ({ state, factors = [] }) => (state === 'signed-in' ? onDone() : onSecond(factors)),
    onError: () => password.current?.select(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    attempt.mutate({ address: String(form.get('address')).trim(), password: String(form.get('password')) });
  };
  return (
    <Door title={words.title} lead={words.lead}>
      <PublicBanners />
      {wasSignedIn && (
        <Alert color="yellow" role="status">
          {words.expired}
        </Alert>
      )}
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            name="address"
            type="email"
            label={words.address}
            autoComplete="username webauthn"
            required
            autoFocus
            inputMode="email"
          />
          <PasswordInput ref={password} name="password" label={words.password} autoComplete="current-password" required />
          {attempt.error && <ErrorNotice error={attempt.error} />}
          <Button type="submit" loading={attempt.isPending} fullWidth>
            {words.submit}
          </Button>
          <Text size="xs" c="dimmed">
            {words.forgotten}
          </Text>
          <PasskeySignIn onDone={onDone} inField />
        </Stack>
      </form>
      <SsoButton />
    </Door>
  );
}

interface SecondProps {
  readonly factors: Factors;
  readonly onDone: () => void;
  readonly onAgain: () => void;
}

/** By a passkey alone, where there is no code and the page can have one; else by a code, or what there is for who lost the device. */
export function SecondStep({ factors, onDone, onAgain }: SecondProps) {
  const { signIn: words, passkey } = useWording();
  const hasPasskey = factors.includes('passkey');
  const [isWithout, setWithout] = useState(factors.includes('totp') || !passkeysWork());
  return isWithout ? (
    <CodeStep factors={factors} onDone={onDone} onAgain={onAgain} />
  ) : (
    <Door title={words.secondTitle} lead={passkey.secondLead}>
      <Stack>
        {hasPasskey && <PasskeySignIn onDone={onDone} isOnly />}
        <Anchor component="button" type="button" size="sm" onClick={() => setWithout(true)}>
          {passkey.useRecovery}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={onAgain}>
          {words.startAgain}
        </Anchor>
      </Stack>
    </Door>
  );
}

function CodeStep({ factors, onDone, onAgain }: SecondProps) {
  const { signIn: words, passkey } = useWording();
  const hasCode = factors.includes('totp');
  const hasPasskey = factors.includes('passkey');
  const [byRecovery, setByRecovery] = useState(!hasCode);
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
          {hasPasskey && <PasskeySignIn onDone={onDone} />}
          {hasPasskey && !passkeysWork() && (
            <Text size="xs" c="dimmed">
              {passkey.notHere}
            </Text>
          )}
          {hasCode && (
            <Anchor component="button" type="button" size="sm" onClick={change}>
              {byRecovery ? words.useCode : words.useRecovery}
            </Anchor>
          )}
          <Anchor component="button" type="button" size="sm" onClick={onAgain}>
            {words.startAgain}
          </Anchor>
        </Stack>
      </form>
    </Door>
  );
}
