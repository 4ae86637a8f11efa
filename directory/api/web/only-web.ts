import { createMiddleware } from 'hono/factory';
import type { Owner } from '#directory/access/web-session/own-second-factor.ts';
import type { ApiContext, ApiEnv } from '../api-env.ts';
import type { WebBearer } from '../bearer.ts';
import { apiRefusal, problem } from '../problem.ts';

/** For what a person does with their own sign-in: a token that was stolen makes no further keys, and is never turned into a session. */
export const onlyWeb = createMiddleware<ApiEnv>((context, next) =>
  context.get('bearer').by === 'web' ? next() : Promise.resolve(problem(context, forPeople)),
);

/** Of a route that is `onlyWeb`. */
export function webBearer(context: ApiContext): WebBearer {
  const bearer = context.get('bearer');
  if (bearer.by !== 'web') throw new Error('the route is not for the web alone');
  return bearer;
}

/** As `webBearer`: who changes what they sign in by. */
export function webOwner(context: ApiContext): Owner {
  const { accountId, address, id: sessionId } = webBearer(context);
  return { accountId, address, sessionId };
}

const forPeople = apiRefusal('forbidden', {
  vi: 'Việc này chỉ dành cho người đăng nhập trên web, không dành cho khoá truy cập',
  en: 'This is for people who are signed in on the web, not for tokens',
});
