import { createRoute, z } from '@hono/zod-openapi';
import { cameFrom } from '#directory/audit/act-origin.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { sentenceOf } from '#directory/audit/describe-entry.ts';
import { type AskedCriteria, readCriteria } from '#directory/audit/read-criteria.ts';
import { type AuditPlace, searchEntries } from '#directory/audit/search-sql.ts';
import { inTransaction } from '#io/database.ts';
import { auditEntrySchema } from '../act-schemas.ts';
import { actorOf } from '../actor.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { type Position, readCursor, writeCursor } from '../cursor.ts';
import { apiLimits } from '../limits.ts';
import { apiRefusal, problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { idQuery, pageOf, pageQuery } from '../schemas.ts';

const text = (description: string) => z.string().trim().min(1).max(apiLimits.queryCharactersMax).optional().openapi({ description });
const query = z.strictObject({
  person: text('Who did it or whom it concerns: an address, a name or #number'),
  mailbox: text('A mailbox, by any of its addresses'),
  unit: text('A unit: address, name or #number'),
  actor: text('Only what this person did'),
  act: text('An act, as account.lock, or all of a noun: account'),
  plan: idQuery('A plan'),
  from: text('From this day or time on, in Vietnam: 2026-11-01, 2026-11-01T08:00'),
  to: text('Through this day, or until this time'),
  ...pageQuery,
});

export function addListAudit(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/audit', operationId: 'listAudit', tags: ['audit'], security: withToken },
    summary: 'Entries of the audit, the newest first; reading beyond the first page is an export and is recorded',
    middleware: [authenticated(deps), allowed(deps, 'audit.read')],
    request: { query },
    responses: replies({ 200: { description: 'A page of entries', schema: pageOf(auditEntrySchema) } }),
  });
  app.openapi(route, async (context) => {
    const { limit, cursor, ...filter } = context.req.valid('query');
    const of = { list: 'audit', ...filter };
    const after = readCursor(deps.tokenKey, of, cursor);
    if (!after.ok) return problem(context, after.refusal);
    const criteria = await readCriteria(deps.database, filter);
    if (!criteria.ok) return problem(context, notKnown(criteria.refusal));
    const place = after.value === undefined ? undefined : placeOf(after.value);
    if (place?.isRecorded === false) await recordExport(context, deps, filter);
    const found = await searchEntries(deps.database, criteria.value, { limit: limit + 1, after: place });
    const last = found.length > limit ? found[limit - 1] : undefined;
    const next = last ? writeCursor(deps.tokenKey, of, positionOf(last, place !== undefined)) : null;
    return context.json({ items: found.slice(0, limit).map((entry) => ({ ...entry, sentence: sentenceOf(entry) })), next }, 200);
  });
}

const recorded = 'recorded ';

function positionOf({ at, id }: AuditPlace, isRecorded: boolean): Position {
  return [isRecorded ? `${recorded}${at}` : at, id];
}

function placeOf([key, id]: Position): AuditPlace & { readonly isRecorded: boolean } {
  const isRecorded = key.startsWith(recorded);
  return { at: isRecorded ? key.slice(recorded.length) : key, id, isRecorded };
}

/** Who looks up what happened reads a page. Who reads on takes the audit out, as `audit export` does: noted once, before the next page goes. */
async function recordExport(context: ApiContext, deps: ApiDeps, filter: AskedCriteria): Promise<void> {
  const { actorAccountId, origin } = actorOf(context);
  await inTransaction(deps.database, (tx) => {
    cameFrom(tx, origin);
    return recordAct(tx, { actorAccountId, act: 'audit.export', target: null, detail: { format: 'api', ...filter } });
  });
}

const notKnown = ({ at, vi, en }: { readonly at: string; readonly vi: string; readonly en: string }) =>
  apiRefusal('invalid', { vi, en }, { problems: [{ what: 'unknown', at, vi, en }] });
