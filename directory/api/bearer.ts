import type { TokenBearer } from '#directory/access/prove-api-token.ts';
import type { WebSession } from '#directory/access/web-session/prove-web-session.ts';

/** Whose request it is: of a program with a token, or of the web application in somebody's browser. */
export type Bearer = ({ readonly by: 'token' } & TokenBearer) | ({ readonly by: 'web' } & WebSession);
export type WebBearer = Extract<Bearer, { by: 'web' }>;
