import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { HttpEnv } from '#io/http/http-app.ts';
import { acceptedEncoding } from './accepted-encoding.ts';
import { webAppLimits } from './limits.ts';
import { notBuiltPage } from './not-built.ts';
import { type OwnAddress, securedAddress } from './secured-address.ts';
import type { WebFile } from './web-files.ts';

export interface WebAppDeps {
  /** The built application; null where it was not built. */
  readonly files: ReadonlyMap<string, WebFile> | null;
  readonly own: OwnAddress;
}

const base = '/admin/';

/** The web application under /admin/: its files, and its page for every other path there, since its routes are the browser's to know. */
export function webApp({ files, own }: WebAppDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  // Its cookie is kept by browsers over TLS alone.
  app.get('/admin/*', async (context, next) => {
    if (context.env.peer.secure) return next();
    context.header('Cache-Control', 'no-store');
    return context.redirect(securedAddress(own, context.req.header('host'), new URL(context.req.url)), 308);
  });
  app.get('/admin', (context) => context.redirect(base, 308));
  app.get('/admin/*', (context) => {
    if (files === null) return notBuilt(context);
    const path = pathBelow(new URL(context.req.url).pathname);
    if (path === null) return context.notFound();
    const file = path === 'index.html' ? undefined : files.get(path);
    if (file !== undefined) return fileReply(context, path, file);
    // A page of an older build asks for what is no more: it is told so, and not given HTML for a script.
    return path.startsWith('assets/') ? context.notFound() : pageReply(context, files.get('index.html')!);
  });
  return app;
}

/** null: no path that anybody has a reason to ask for. */
function pathBelow(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname.slice(base.length));
    return /[\p{Cc}\\]/u.test(path) || path.split('/').some((piece) => piece.startsWith('.')) ? null : path;
  } catch {
    return null;
  }
}

/** RFC 9110 §8.8.3, §13.1.2: forms of a file have tags of their own. */
function fileReply(context: Context<HttpEnv>, path: string, file: WebFile): Response {
  const encoding = acceptedEncoding(context.req.header('accept-encoding'), file);
  const tag = `"${file.hash}${encoding === null ? '' : `-${encoding}`}"`;
  context.header('ETag', tag);
  context.header('Vary', 'Accept-Encoding');
  const { keptSeconds } = webAppLimits;
  context.header('Cache-Control', path.startsWith('assets/') ? `public, max-age=${keptSeconds}, immutable` : 'no-cache');
  const known = (context.req.header('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(tag)) return context.body(null, 304);
  const body = (encoding === null ? undefined : file.encoded[encoding]) ?? file.body;
  context.header('Content-Type', file.type);
  context.header('Content-Length', String(body.length));
  if (encoding !== null) context.header('Content-Encoding', encoding);
  return context.body(new Uint8Array(body));
}

/** What may run and be shown is said anew for each: a piece of style that is put in by the scripts of this very page carries its nonce. */
function pageReply(context: Context<HttpEnv>, page: WebFile): Response {
  const nonce = randomBytes(webAppLimits.nonceOctets).toString('base64');
  context.header('Content-Security-Policy', policyWith(nonce));
  context.header('Cache-Control', 'no-store');
  return context.html(page.body.toString('utf8').replaceAll('%CSP_NONCE%', nonce));
}

function notBuilt(context: Context<HttpEnv>): Response | Promise<Response> {
  context.header('Cache-Control', 'no-store');
  return context.html(notBuiltPage(), 404);
}

const policyWith = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
