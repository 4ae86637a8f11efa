import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.ts';
import { useLiveUpdates } from '../live/use-live-updates.ts';
import { Shell } from './shell.tsx';

/** The page around every page, for who is signed in; until that is known again there is none. */
export function SignedIn() {
  const { data: session } = useQuery(sessionQuery);
  useLiveUpdates(session);
  return session ? <Shell session={session} /> : null;
}
