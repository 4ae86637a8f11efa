import { portalLimits } from './limits.ts';
import { shareInFlight } from './share-in-flight.ts';

/** Asks one part whether it works; a throw or a silence means no. */
export type ReadinessCheck = () => Promise<boolean>;

export interface Readiness {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, 'ok' | 'failing'>>;
}

/**
 * Asks all parts at once. A check still hanging is not begun again by the next request, so that a dead part does not gather
 * waiting requests; `onFault` hears what a check threw.
 */
export function readinessOf(
  checks: Readonly<Record<string, ReadinessCheck>>,
  onFault: (part: string, error: unknown) => void,
): () => Promise<Readiness> {
  const asked = Object.entries(checks).map(([part, check]) => {
    const shared = shareInFlight(async () => {
      try {
        return await check();
      } catch (error) {
        onFault(part, error);
        return false;
      }
    });
    return [part, shared] as const;
  });
  return async () => {
    const answers = await Promise.all(asked.map(async ([part, check]) => [part, await withinTime(check())] as const));
    return {
      ready: answers.every(([, works]) => works),
      parts: Object.fromEntries(answers.map(([part, works]) => [part, works ? 'ok' : 'failing'])),
    };
  };
}

async function withinTime(answer: Promise<boolean>): Promise<boolean> {
  const silence = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => silence.resolve(false), portalLimits.readinessMsMax);
  try {
    return await Promise.race([answer, silence.promise]);
  } finally {
    clearTimeout(timer);
  }
}
