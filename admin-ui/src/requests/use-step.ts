import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RequestInFull } from '../api/api-contract.ts';
import { Refused } from '../api/client.ts';
import { useWithProof } from '../session/step-up.tsx';
import { requestQuery } from './queries.ts';

/** What a step is taken with: once for its key, and only upon what was looked at. */
export interface StepHeaders {
  readonly 'idempotency-key': string;
  readonly 'if-match': string;
}

interface Options<Done> {
  readonly request: RequestInFull;
  readonly tag: string;
  readonly onDone: (done: Done) => void;
}

/**
 * Takes a step upon a request as it was looked at. Where it has changed meanwhile it is read anew, what was typed stays, and the same again is
 * then upon the request as it is now: `seen` is the version that was looked at first, by which what happened can be shown.
 */
export function useStep<Done, Input>(take: (input: Input, headers: StepHeaders) => Promise<Done>, { request, tag, onDone }: Options<Done>) {
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [seen] = useState(request.version);
  const key = useRef<string>(crypto.randomUUID());
  const step = useMutation({
    mutationFn: (input: Input) => withProof(() => take(input, { 'idempotency-key': key.current, 'if-match': tag })),
    onSuccess: (done) => {
      onDone(done);
      // What it would have come to is nothing any more to look at.
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' && queryKey[0] !== 'request-previews' });
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return; // cut off: the same again is answered as the first was
      key.current = crypto.randomUUID(); // what is tried again may be another thing
      const { status } = error.problem;
      if (status === 412 || status === 409) void queries.invalidateQueries({ queryKey: requestQuery(request.id).queryKey });
    },
  });
  return { step, seen };
}
