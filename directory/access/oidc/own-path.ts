import { oidcLimits } from './limits.ts';

const application = '/admin/';
/** Where the provider sends browsers back to. */
export const oidcReturnPath = '/admin/sso';
const nowhere = 'https://own.invalid';

/** A path of the web application, or its first page: whatever somebody puts into a link, nobody is sent elsewhere by it. */
export function ownPath(text: string): string {
  // A browser takes \ for / and leaves out tabs and line ends.
  if (text.length > oidcLimits.pathCharactersMax || !text.startsWith(application) || /[\\\p{Cc}]/u.test(text)) return application;
  const url = URL.parse(text, nowhere);
  if (url === null || url.origin !== nowhere || !url.pathname.startsWith(application)) return application;
  // As a browser reads it: /admin/..//evil.example is //evil.example.
  return url.pathname === oidcReturnPath ? application : `${url.pathname}${url.search}${url.hash}`;
}
