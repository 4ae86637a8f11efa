import { createHash } from 'node:crypto';
import { isRolledBack } from '#io/database.ts';
import type { Result } from '#kernel/result.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import { apiLimits } from './limits.ts';
import { type ApiRefusal, apiRefusal, problem } from './problem.ts';
import { beginWrite, forgetWrites, giveUpWrite, type KeptAnswer, keepAnswer } from './write-sql.ts';

/** What a write is answered. */
export interface Answer extends KeptAnswer {
  /** More of the body that is told this once, such as a password: it is not kept, and the same request again is answered without. */
  readonly toldOnce?: object;
}

/**
 * Does a write once for its Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): the same again is answered as the first was. Only
 * what was done is kept; a refusal changed nothing, so trying again under the same key is trying for the first time.
 */
export async function once(
  context: ApiContext,
  { database }: Pick<ApiDeps, 'database'>,
  write: () => Promise<Result<Answer, ApiRefusal>>,
): Promise<Response> {
  const key = context.req.header('idempotency-key') ?? '';
  if (!keyShape.test(key) || key.length > apiLimits.idempotencyKeyCharactersMax) return problem(context, keyNeeded);
  const { accountId } = context.get('bearer');
  const request = await fingerprintOf(context);
  await forgetWrites(database, accountId, apiLimits.idempotencyKeptMs);
  const known = await beginWrite(database, { accountId, key }, request);
  if (known !== undefined) {
    if (!known.request.equals(request)) return problem(context, keyTaken);
    return known.answer === null ? problem(context, underWay) : reply(context, known.answer, true);
  }
  return doFirst(context, write, {
    keep: (answer) => keepAnswer(database, { accountId, key }, answer),
    giveUp: () => giveUpWrite(database, { accountId, key }),
  });
}

interface Keeping {
  keep(answer: KeptAnswer): Promise<void>;
  giveUp(): Promise<void>;
}

async function doFirst(context: ApiContext, write: () => Promise<Result<Answer, ApiRefusal>>, keeping: Keeping): Promise<Response> {
  const done = await write().catch(async (fault: unknown) => {
    // What was rolled back may be tried again. Else the key stays as it is: whether the database had committed is not known.
    if (isRolledBack(fault)) await keeping.giveUp();
    throw fault;
  });
  if (!done.ok) {
    await keeping.giveUp();
    return problem(context, done.refusal);
  }
  const { toldOnce, ...answer } = done.value;
  await keeping.keep(answer);
  return reply(context, { ...answer, body: toldOnce === undefined ? answer.body : { ...(answer.body as object), ...toldOnce } }, false);
}

function reply(context: ApiContext, { status, location, body }: KeptAnswer, isReplayed: boolean): Response {
  if (location !== null) context.header('Location', location);
  if (isReplayed) context.header('Idempotency-Replayed', 'true');
  context.header('Cache-Control', 'no-store');
  return context.json(body as object, status as 200);
}

async function fingerprintOf(context: ApiContext): Promise<Buffer> {
  const { method, url } = context.req;
  const { pathname, search } = new URL(url);
  return createHash('sha256')
    .update(`${method} ${pathname}${search}\n`)
    .update(Buffer.from(await context.req.arrayBuffer()))
    .digest();
}

// Visible ASCII, quoted as the draft writes it or not.
const keyShape = /^[\x21-\x7e]+$/;
const keyNeeded = apiRefusal('invalid', {
  vi: `Yêu cầu thay đổi cần Idempotency-Key, nhiều nhất ${apiLimits.idempotencyKeyCharactersMax} ký tự ASCII`,
  en: `A write needs an Idempotency-Key of at most ${apiLimits.idempotencyKeyCharactersMax} ASCII characters`,
});
const keyTaken = apiRefusal(
  'conflict',
  { vi: 'Idempotency-Key này đã dùng cho một yêu cầu khác', en: 'This Idempotency-Key was used for another request' },
  { status: 422 },
);
const underWay = apiRefusal('conflict', {
  vi: 'Yêu cầu này đang được thực hiện, hoặc không rõ kết quả: hãy xem danh sách kế hoạch',
  en: 'This request is under way, or its outcome is not known: look at the list of plans',
});
