import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { asked, GET } from '../api/client.ts';
import { sessionQuery, type WebSession } from '../api/session.ts';
import { noteLive, useIsReached } from './live-state.ts';
import { shareEvents } from './share-events.ts';
import { allLiveKeys, keysOfTopics } from './topic-keys.ts';

/** The server is looked for this often while it does not answer. */
const lookForMs = 5_000;

/** Asks anew for what changed, as the server tells it, for who may hear of anything; and for everything when the server is back. */
export function useLiveUpdates(session: WebSession | undefined): void {
  const queries = useQueryClient();
  const isReached = useIsReached();
  const hears = session !== undefined && session.roles.length + session.heads.length > 0;
  useEffect(() => {
    if (!hears) return;
    let wasLive = false;
    const askAnew = (keys: readonly (readonly string[])[]) => {
      // Out of sight it is asked for when it comes into sight.
      const refetchType = document.visibilityState === 'hidden' ? 'none' : 'active';
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey, refetchType });
    };
    const leave = shareEvents({
      changed: (topics) => askAnew(keysOfTopics(topics)),
      moved: (isLive) => {
        if (isLive === wasLive) return;
        wasLive = isLive;
        noteLive(isLive);
        askAnew(allLiveKeys); // what changed meanwhile; without events, how often to ask is reckoned anew by it
        // Perhaps the stream ended because the session has.
        if (!isLive) void queries.invalidateQueries(sessionQuery);
      },
    });
    return () => {
      leave();
      noteLive(false);
    };
  }, [hears, queries]);
  useEffect(() => {
    if (isReached) return;
    const look = () => void asked(GET('/api/v1/session')).catch(() => undefined);
    const timer = setInterval(look, lookForMs);
    window.addEventListener('online', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', look);
      void queries.invalidateQueries();
    };
  }, [isReached, queries]);
}
