import { createRoute, z } from '@hono/zod-openapi';
import { openAddressBook } from '#directory/people/address-book.ts';
import { vcardVersions } from '#directory/people/vcard.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { isKnown } from '../entity-tag.ts';
import { apiEvents } from '../events.ts';
import { apiRefusal, problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { flagQuery, idQuery } from '../schemas.ts';

const query = z.strictObject({
  unit: idQuery('This unit and who holds a post in it today'),
  below: flagQuery('With `unit`: and the units beneath it'),
  version: z.enum(vcardVersions).default('4').openapi({ description: 'Of vCard; 3 for Outlook' }),
});

export function addAddressBook(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/address-book.vcf', operationId: 'addressBook', tags: ['people'], security: withToken },
    summary: 'Units and everybody in service as vCards, for mail clients',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    request: { query },
    responses: {
      ...replies({}, 404),
      ...notModified,
      200: { description: 'vCards one after the other (RFC 6350, or RFC 2426)', content: { 'text/vcard': { schema: z.string() } } },
    },
  });
  app.openapi(route, async (context) => {
    const { unit, below, version } = context.req.valid('query');
    const book = await openAddressBook(deps.database, { version, unit: unit === undefined ? undefined : { id: unit as UnitId, below } });
    if (book === null) return problem(context, noSuchUnit);
    const etag = `"${book.digest}"`;
    context.header('ETag', etag);
    context.header('Cache-Control', 'private, no-cache');
    if (isKnown(context, etag)) return context.body(null, 304);
    context.header('Content-Type', 'text/vcard; charset=utf-8');
    context.header('Content-Disposition', 'attachment; filename="so-dia-chi.vcf"');
    const { requestId } = context.var;
    return context.body(
      octetsOf(book.pieces, (err) => deps.log.error({ event: apiEvents.fault, requestId, path: context.req.path, err }, apiEvents.fault)),
    );
  });
}

/** As fast as it is read and no faster. The first words have gone out when a later piece fails: the connection breaks off, so that nobody takes it for the whole. */
function octetsOf(pieces: AsyncGenerator<string>, failed: (error: unknown) => void): ReadableStream<Uint8Array> {
  let isGone = false;
  return new ReadableStream(
    {
      async pull(stream) {
        try {
          const { done, value } = await pieces.next();
          // Whoever read it went away meanwhile: that is no fault of ours.
          if (isGone) return;
          if (done === true) stream.close();
          else stream.enqueue(Buffer.from(value));
        } catch (error) {
          failed(error);
          stream.error(error);
        }
      },
      async cancel() {
        isGone = true;
        await pieces.return(undefined);
      },
    },
    // Nothing is fetched before somebody reads.
    { highWaterMark: 0 },
  );
}

const noSuchUnit = apiRefusal('not-found', { vi: 'Không có đơn vị này', en: 'There is no such unit' });
