import createClient from 'openapi-fetch';
import { storedLanguage } from '../i18n/language.tsx';
import { isUnattended } from '../live/attendance.ts';
import { noteReached } from '../live/live-state.ts';
import type { Problem, paths } from './api-contract.ts';

/** A refusal of the server, in the language that was asked for (RFC 9457). `id` is what the server's log knows it by. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get kind(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf(':') + 1);
  }
}

/** Nothing came back: no network, or no server. */
export class Unreachable extends Error {}

const client = createClient<paths>({
  // The server takes acts from the page of its own origin only, and only with a header that no form can send.
  headers: { 'X-Congthu': '1' },
  credentials: 'same-origin',
  fetch: async (request) => {
    request.headers.set('Accept-Language', storedLanguage());
    if (isUnattended()) request.headers.set('X-Congthu-Unattended', '1');
    return fetch(request).then(
      (response) => {
        noteReached(true);
        return response;
      },
      (cause: unknown) => {
        // What the page itself gave up says nothing of the server.
        if (!request.signal.aborted) noteReached(false);
        throw new Unreachable('unreachable', { cause });
      },
    );
  },
});

export const { GET, POST, PUT, DELETE } = client;

/** For acts that may take long: they are answered as begun, and their plan tells how far they are (RFC 7240). */
export const withoutWaiting = { prefer: 'respond-async' };

interface Answered<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was asked for, or throws why there is none. */
export async function asked<Data>(answer: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (response.ok) return data as Data;
  throw new Refused(problemOf(error, response));
}

/** As `asked`, with the ETag of what came: an act upon it names it, and is refused where it has changed meanwhile. */
export async function askedWithTag<Data>(answer: Promise<Answered<Data>>): Promise<{ readonly data: Data; readonly tag: string }> {
  const { response } = await answer;
  return { data: await asked(answer), tag: response.headers.get('etag') ?? '' };
}

/** Something between may answer in its own words: a proxy, say. */
function problemOf(error: unknown, { status, statusText, headers }: Response): Problem {
  if (typeof error === 'object' && error !== null && 'type' in error) return error as Problem;
  const instance = headers.get('x-request-id') ?? '';
  return { type: 'about:blank', title: statusText, status, detail: `${status} ${statusText}`, instance };
}
