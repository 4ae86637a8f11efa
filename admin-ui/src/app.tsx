import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { Refused } from './api/client.ts';
import { sessionQuery } from './api/session.ts';
import { LanguageProvider } from './i18n/language.tsx';
import { SessionGate } from './session/session-gate.tsx';
import { StepUpProvider } from './session/step-up.tsx';
import { colourVariables, theme } from './theme.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What was refused will be refused again; what could not be reached may be there in a moment.
      retry: (count, error) => !(error instanceof Refused && error.problem.status < 500) && count < 2,
    },
  },
  queryCache: new QueryCache({
    // The session is over: whoever looks at it is shown where to sign in, and stays where they were.
    onError: (error, query) => {
      const isOver = error instanceof Refused && error.problem.status === 401;
      if (isOver && query.queryKey[0] !== 'session') void queries.invalidateQueries(sessionQuery);
    },
  }),
});

/** What the server put into this page alone, so that the styles the components write are taken and nobody else's are. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Dialogs keep the page behind them from scrolling by a style of their own, which asks here.
setNonce(nonce);

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colourVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-right" />
          <StepUpProvider>
            <SessionGate />
          </StepUpProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
