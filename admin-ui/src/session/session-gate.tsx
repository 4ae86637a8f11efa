import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { Refused } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { useWording } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { returnPath } from './sso.ts';

const SignInPage = lazy(() => import('./sign-in-page.tsx').then(({ SignInPage: component }) => ({ default: component })));
const SsoReturn = lazy(() => import('./sso-return.tsx').then(({ SsoReturn: component }) => ({ default: component })));
const Pages = lazy(() => import('../pages.tsx').then(({ Pages: component }) => ({ default: component })));
const ForcedSteps = lazy(() => import('./forced-steps.tsx').then(({ ForcedSteps: component }) => ({ default: component })));

/** Whoever is not signed in signs in first, and then is where they wanted to be. */
export function SessionGate() {
  const wording = useWording();
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  const [isReturning, setReturning] = useState(() => window.location.pathname === returnPath);
  const onEnd = useCallback(() => setReturning(false), []);
  const wasSignedIn = useRef(false);
  useEffect(() => {
    if (session) wasSignedIn.current = true;
  }, [session]);
  const waiting = (
    <Center mih="100dvh">
      <Loader aria-label={wording.loading} />
    </Center>
  );
  if (isReturning) return <Suspense fallback={waiting}>{<SsoReturn onEnd={onEnd} />}</Suspense>;
  if (isPending) return waiting;
  const isSignedOut = error instanceof Refused && error.problem.status === 401;
  if (isSignedOut) return <Suspense fallback={waiting}>{<SignInPage wasSignedIn={wasSignedIn.current} />}</Suspense>;
  // What is on the page stays there while the server cannot be reached.
  if (session === undefined)
    return (
      <Center mih="100dvh" p="md">
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Center>
    );
  if (session.mustChangePassword || session.mustSetUpSecondFactor)
    return (
      <Suspense fallback={waiting}>
        <ForcedSteps session={session} />
      </Suspense>
    );
  return (
    <Suspense fallback={waiting}>
      <Pages />
    </Suspense>
  );
}
