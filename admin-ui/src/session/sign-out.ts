import { useQueryClient } from '@tanstack/react-query';
import { asked, DELETE } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { forgetRecents } from '../shell/recent.ts';

/** Ends the session, and forgets all that was read in it: the next one at this machine may be somebody else's. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  return () => {
    const ended = asked(DELETE('/api/v1/session')).catch(() => undefined);
    void ended.then((there) => {
      forgetRecents();
      queries.clear();
      sessionStorage.clear();
      void queries.resetQueries({ queryKey: sessionQuery.queryKey });
      // Where the installation wants it, the identity provider signs out too, and sends back here.
      window.location.assign(there?.goOnAt ?? '/admin/');
    });
  };
}
