import { createRoute, z } from '@hono/zod-openapi';
import { liveLimits } from '#directory/live/limits.ts';
import type { NotFollowed } from '#directory/live/live-streams.ts';
import { networkOf } from '#kernel/network-of.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { type ApiRefusal, apiRefusal, problem } from '../problem.ts';
import { followerProof } from '../prove-follower.ts';
import { replies, withToken } from '../replies.ts';

/**
 * Its answer begins at once, so it takes no turn of its account and is not waited for by `inTime`: what bounds it stands in
 * directory/live/limits.ts.
 */
export function addFollowEvents(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/events', operationId: 'followEvents', tags: ['events'], security: withToken },
    summary: 'That something changed, as it does: never what it is now',
    middleware: [authenticated(deps)],
    responses: {
      ...replies({}),
      200: {
        description: 'Server-sent events: `changed`, whose data are topics with spaces between them, and now and then `beat`',
        content: { 'text/event-stream': { schema: z.string() } },
      },
    },
  });
  app.openapi(route, async (context) => {
    context.header('Content-Type', 'text/event-stream; charset=utf-8');
    // nginx keeps answers back otherwise, until they are whole.
    context.header('X-Accel-Buffering', 'no');
    // Of an answer to HEAD nobody reads a body, and nobody lets go of it.
    if (context.req.method === 'HEAD') return context.body(null, 200);
    const { accountId } = context.get('bearer');
    const network = networkOf(context.env.peer.address);
    const followed = await deps.live.follow({ accountId, network, prove: followerProof(context, deps) });
    return typeof followed === 'string' ? problem(context, refusals[followed]) : context.body(followed);
  });
}

const tooMany = (vi: string, en: string) => apiRefusal('throttled', { vi, en }, { headers: { 'retry-after': '60' } });

const refusals: Readonly<Record<NotFollowed, ApiRefusal>> = {
  'nothing-to-hear': apiRefusal('forbidden', {
    vi: 'Không có thay đổi nào dành cho người không giữ vai trò và không đứng đầu đơn vị',
    en: 'There are no changes to tell to who has no role and heads no unit',
  }),
  'too-many-of-account': tooMany(
    `Mỗi tài khoản chỉ được theo dõi thay đổi ở ${liveLimits.perAccountMax} nơi cùng lúc`,
    `An account follows changes in at most ${liveLimits.perAccountMax} places at once`,
  ),
  'too-many-of-network': tooMany(
    'Từ mạng này đã có quá nhiều nơi theo dõi thay đổi',
    'Changes are followed from this network in too many places already',
  ),
  'too-many': tooMany('Đã có quá nhiều nơi theo dõi thay đổi', 'Changes are followed in too many places already'),
  closing: apiRefusal('unavailable', { vi: 'Máy chủ đang dừng, hãy thử lại', en: 'The server is stopping, try again' }),
};
