import { useQueryClient } from '@tanstack/react-query';
import { asked, DELETE } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { forgetRecents } from '../shell/recent.ts';

/** Ends the session, and forgets all that was read in it: the next one at this machine may be somebody else's. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  return () => {
    void asked(DELETE('/api/v1/session')).finally(() => {
      forgetRecents();
      queries.clear();
      sessionStorage.clear();
      void queries.resetQueries({ queryKey: sessionQuery.queryKey });
      window.location.assign('/admin/');
    });
  };
}
