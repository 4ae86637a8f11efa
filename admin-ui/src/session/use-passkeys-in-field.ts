import { useEffect, useState } from 'react';
import type { PasskeyAssertion } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { askForPasskey, passkeysInField } from './passkey.ts';

/** Before the challenge is over, which lives five minutes: a page may stand open for hours. */
const anewMs = 4 * 60_000;

interface Offer {
  readonly isWanted: boolean;
  readonly show: (shown: PasskeyAssertion) => Promise<void>;
}

/**
 * Passkeys among what the browser fills in where the address is typed (WebAuthn L3 §5.1.4: conditional mediation), as long as the page is open.
 * Nobody has asked for them, so nothing is told of it until somebody has chosen one.
 */
export function usePasskeysInField({ isWanted, show }: Offer): { readonly error: unknown } {
  const [turn, setTurn] = useState(0);
  const [error, setError] = useState<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that is drawn anew asks for nothing anew
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    let stop = () => undefined as undefined;
    const again = setTimeout(() => setTurn(turn + 1), anewMs);
    const offer = async () => {
      const stopper = await passkeysInField();
      if (stopper === null || isOver) return;
      const options = await asked(POST('/api/v1/session/passkey/options'));
      if (isOver) return;
      stop = stopper;
      const shown = await askForPasskey(options, { inField: true });
      await show(shown).catch((cause: unknown) => {
        setError(cause);
        setTurn(turn + 1);
      });
    };
    void offer().catch(() => undefined);
    return () => {
      isOver = true;
      clearTimeout(again);
      stop();
    };
  }, [isWanted, turn]);
  return { error };
}
