import { Button, Loader, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { asked, POST, Refused } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Door } from './door.tsx';
import { SecondStep } from './sign-in-page.tsx';
import { goToConfirm, goToSignIn, readReturn, tellConfirmed } from './sso.ts';

// Read once, before it is taken out of the address: an answer is good for one request.
let read: ReturnType<typeof readReturn> | undefined;
const once = { retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** Back from the identity provider: what it answered is handed over by this page, with the cookies that no other site's page could bring. */
export function SsoReturn({ onEnd }: { readonly onEnd: () => void }) {
  const [{ does, query }] = useState(() => {
    read ??= readReturn();
    return read;
  });
  useEffect(() => {
    if (does === 'nothing') leaveTo('/admin/', onEnd);
  }, [does, onEnd]);
  if (does === 'nothing') return null;
  return does === 'answer' ? <Answer query={query} onEnd={onEnd} /> : <Confirm query={does === 'confirm' ? null : query} />;
}

function leaveTo(path: string, onEnd: () => void): void {
  window.history.replaceState(null, '', path);
  onEnd();
}

function Answer({ query, onEnd }: { readonly query: string; readonly onEnd: () => void }) {
  const { sso: words } = useWording();
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['sso-answer'],
    queryFn: () => asked(POST('/api/v1/session/sso/answer', { body: { query } })),
    ...once,
  });
  const enter = (path: string) => void queries.resetQueries({ queryKey: sessionQuery.queryKey }).finally(() => leaveTo(path, onEnd));
  const isIn = data?.state === 'signed-in';
  // biome-ignore lint/correctness/useExhaustiveDependencies: entered once, when the answer is there
  useEffect(() => {
    if (isIn) enter(data.returnTo);
  }, [isIn]);
  if (data?.state === 'second-factor')
    return <SecondStep factors={data.factors ?? []} onDone={() => enter(data.returnTo)} onAgain={() => leaveTo('/admin/', onEnd)} />;
  if (error)
    return (
      <Failed title={words.failed} error={error} onAgain={() => goToSignIn({ anew: true })}>
        <Button variant="default" fullWidth onClick={() => leaveTo('/admin/', onEnd)}>
          {words.byPassword}
        </Button>
      </Failed>
    );
  return <Waiting title={words.working} />;
}

/** In a window of its own. `query`: null before it goes to the provider. */
function Confirm({ query }: { readonly query: string | null }) {
  const wording = useWording();
  const { sso: words, stepUp } = wording;
  const { isSuccess, error } = useQuery({
    queryKey: ['sso-confirm'],
    queryFn: async () => {
      if (query === null) return goToConfirm().then(() => 'gone' as const);
      await asked(POST('/api/v1/session/step-up/sso/answer', { body: { query } }));
      tellConfirmed();
      window.close();
      return 'confirmed' as const;
    },
    ...once,
  });
  if (error) return <Failed title={stepUp.title} error={error} onAgain={goToConfirm} />;
  if (!isSuccess || query === null) return <Waiting title={words.going} />;
  return (
    <Door title={words.confirmed} lead={words.confirmedLead}>
      <Button onClick={() => window.close()}>{wording.close}</Button>
    </Door>
  );
}

function Waiting({ title }: { readonly title: string }) {
  return (
    <Door title={title}>
      <Loader aria-label={title} />
    </Door>
  );
}

interface FailedProps {
  readonly title: string;
  readonly error: Error;
  readonly onAgain: () => Promise<void>;
  readonly children?: ReactNode;
}

/** The log knows more than this page says: its id stands with every refusal here. */
function Failed({ title, error, onAgain, children }: FailedProps) {
  const wording = useWording();
  const [fault, setFault] = useState<unknown>(error);
  const id = fault instanceof Refused && fault.problem.status < 500 ? fault.problem.instance : '';
  return (
    <Door title={title}>
      <Stack>
        <ErrorNotice error={fault} />
        {id !== '' && (
          <Text size="xs" c="dimmed">
            {wording.errorId(id)}
          </Text>
        )}
        <Button fullWidth onClick={() => onAgain().catch(setFault)}>
          {wording.sso.again}
        </Button>
        {children}
      </Stack>
    </Door>
  );
}
