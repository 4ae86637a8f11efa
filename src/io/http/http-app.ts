import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import type { Peer } from '#kernel/session.ts';
import { type HttpLog, httpEvents } from './events.ts';
import { type HttpLimits, httpLimits } from './limits.ts';
import { problemReply } from './refusal-reply.ts';

/** What a route learns about its request besides the request: `context.env.peer`. */
export type HttpEnv = { Bindings: { readonly peer: Peer } };

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY', // frame-ancestors for browsers that do not know it
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false, // README.md says why
  overwrite: false, // a page that needs another policy brings it
});

interface HttpAppDeps {
  readonly log: HttpLog;
  readonly routes: readonly Hono<HttpEnv>[];
  readonly limits?: Partial<HttpLimits>;
  /** Paths that take files: their routes measure the body themselves, before anything reads it. */
  readonly uploads?: ReadonlySet<string>;
}

/** The rooms' routes under the rules all share. */
export function createHttpApp(deps: HttpAppDeps): Hono<HttpEnv> {
  const limits = { ...httpLimits, ...deps.limits };
  const app = new Hono<HttpEnv>();
  app.use(headers);
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (_, methods) => problemReply(405, otherMethod, { allow: methods.join(', ') }),
    }),
  );
  const measured = bodyLimit({ maxSize: limits.bodyOctetsMax, onError: () => problemReply(413, tooLarge) });
  app.use((context, next) => (deps.uploads?.has(context.req.path) ? next() : measured(context, next)));
  for (const routes of deps.routes) app.route('/', routes);
  app.notFound(() => problemReply(404, nothingHere));
  app.onError((error, { req }) => {
    // The framework's own refusals (a malformed body, say) carry a status; their text is not ours to show.
    if (error instanceof HTTPException && error.status < 500) return problemReply(error.status, notUnderstood);
    deps.log.error({ event: httpEvents.fault, method: req.method, path: req.path, err: error }, httpEvents.fault);
    return problemReply(500, fault);
  });
  return app;
}

const otherMethod = { vi: 'Địa chỉ này không nhận phương thức đó', en: 'This resource does not take that method' };
const tooLarge = { vi: 'Nội dung yêu cầu quá lớn', en: 'The request body is too large' };
const nothingHere = { vi: 'Không có gì ở địa chỉ này', en: 'There is nothing at this address' };
const notUnderstood = { vi: 'Không hiểu được yêu cầu này', en: 'The request could not be understood' };
const fault = { vi: 'Có lỗi ở phía máy chủ', en: 'Something went wrong on our side' };
