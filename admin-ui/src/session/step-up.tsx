import { Button, Divider, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { asked, POST, Refused } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { PasskeyStepUp } from './passkey-step-up.tsx';
import { hearConfirmed, openConfirmWindow } from './sso.ts';

type Act<Result> = () => Promise<Result>;
type WithProof = <Result>(act: Act<Result>) => Promise<Result>;

const context = createContext<WithProof | null>(null);

interface Waiting {
  resolve(): void;
  reject(cause: Error): void;
}

/** Somebody thought better of it. */
export class NotProved extends Error {}

/** Dangerous acts want a proof that is not old: where the server asks for one, so do we, and then the act is done as if nothing had been. */
export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const withProof = useRef<WithProof>(async (act) => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || error.kind !== 'step-up-needed') throw error;
      await new Promise<void>((resolve, reject) => setWaiting({ resolve, reject }));
      return await act();
    }
  });
  const settle = (isProved: boolean) => {
    setWaiting(null);
    if (isProved) waiting?.resolve();
    else waiting?.reject(new NotProved());
  };
  return (
    <context.Provider value={withProof.current}>
      {children}
      {waiting && <StepUp onSettled={settle} />}
    </context.Provider>
  );
}

export function useWithProof(): WithProof {
  const withProof = useContext(context);
  if (withProof === null) throw new Error('outside StepUpProvider');
  return withProof;
}

function StepUp({ onSettled }: { readonly onSettled: (isProved: boolean) => void }) {
  const wording = useWording();
  const { stepUp: words } = wording;
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const { data: session } = useQuery(sessionQuery);
  const proof = useMutation({
    mutationFn: () => asked(POST('/api/v1/session/step-up', { body: totp === '' ? { password } : { totp } })),
    onSuccess: () => onSettled(true),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    proof.mutate();
  };
  return (
    <Modal opened onClose={() => onSettled(false)} title={words.title} centered closeButtonProps={{ 'aria-label': wording.close }}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{words.lead}</Text>
          <PasswordInput
            label={words.password}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            autoComplete="current-password"
            data-autofocus
          />
          {session?.secondFactor.kinds.includes('totp') && (
            <TextInput
              label={words.code}
              value={totp}
              onChange={({ currentTarget }) => setTotp(currentTarget.value)}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={6}
            />
          )}
          {proof.error && <ErrorNotice error={proof.error} />}
          <Button type="submit" loading={proof.isPending} disabled={password === '' && totp === ''}>
            {words.submit}
          </Button>
          <PasskeyStepUp onDone={() => onSettled(true)} />
          <BySso onProved={() => onSettled(true)} />
        </Stack>
      </form>
    </Modal>
  );
}

/** For whoever came in by the identity provider: it asks again, in a window of its own. */
function BySso({ onProved }: { readonly onProved: () => void }) {
  const { sso: words } = useWording();
  const { data: session } = useQuery(sessionQuery);
  const [isKeptBack, setKeptBack] = useState(false);
  const proved = useRef(onProved);
  proved.current = onProved;
  useEffect(() => hearConfirmed(() => proved.current()), []);
  if (!session?.session.proofs.includes('oidc')) return null;
  return (
    <>
      <Divider label={words.or} />
      <Button variant="default" onClick={() => setKeptBack(openConfirmWindow() === null)}>
        {words.confirm}
      </Button>
      {isKeptBack && (
        <Text size="sm" c="red" role="alert">
          {words.keptBack}
        </Text>
      )}
    </>
  );
}
